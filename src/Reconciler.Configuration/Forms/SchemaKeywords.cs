using System.Text.Json;

namespace Reconciler.Configuration.Forms;

/// <summary>Short ways to write the keywords that hold several words.</summary>
internal static class SchemaKeywords
{
    /// <summary><c>"type": ["string", "null"]</c></summary>
    public static void WriteTypes(this Utf8JsonWriter json, params ReadOnlySpan<string> types)
    {
        json.WritePropertyName("type"u8);
        if (types is [var only])
        {
            json.WriteStringValue(only);
            return;
        }

        json.WriteStartArray();
        foreach (var type in types)
            json.WriteStringValue(type);
        json.WriteEndArray();
    }

    /// <summary><c>"required": ["name"]</c>; nothing when there are none.</summary>
    public static void WriteRequired(this Utf8JsonWriter json, params IEnumerable<string> names)
    {
        var all = names.ToArray();
        if (all.Length > 0)
            json.WriteWords("required", all);
    }

    /// <summary><c>"enum": ["high", "low"]</c></summary>
    public static void WriteEnum(this Utf8JsonWriter json, params IEnumerable<string> words) => json.WriteWords("enum", words);

    /// <summary>A whole number, with or without quotes; <see cref="WritePattern"/> adds what is in the quotes.</summary>
    public static void WriteIntegerKeywords(this Utf8JsonWriter json, int least, int most)
    {
        json.WriteTypes("integer", "string");
        json.WriteNumber("minimum"u8, least);
        json.WriteNumber("maximum"u8, most);
    }

    /// <summary>The pattern, and what editors say of a text that does not match it, instead of showing a line of signs.</summary>
    public static void WritePattern(this Utf8JsonWriter json, string pattern, string described)
    {
        json.WriteString("pattern"u8, pattern);
        json.WriteString("patternErrorMessage"u8, $"Write {described}.");
    }

    private static void WriteWords(this Utf8JsonWriter json, string keyword, IEnumerable<string> words)
    {
        json.WriteStartArray(keyword);
        foreach (var word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Reconciler.Cli.Reports;

/// <summary>What programs read, described once, in the file <c>Schemas.json</c>: for the API's description, and each as a JSON Schema of its own.</summary>
internal static class AnswerSchemas
{
    private const string InTheApi = "#/components/schemas/";

    private const string OnItsOwn = "#/$defs/";

    private const string Reference = "$ref";

    private static readonly JsonWriterOptions options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object with every schema by its name, as OpenAPI 3.1 has them.</summary>
    internal static string All { get; } = Read();

    /// <summary>One, with what it needs: JSON Schema 2020-12, which is what OpenAPI 3.1 uses. Ended by a line feed.</summary>
    /// <param name="name">As in the file: <c>Plan</c>.</param>
    internal static string Text(string name)
    {
        using var all = JsonDocument.Parse(All);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema"u8, "https://json-schema.org/draft/2020-12/schema"u8);
            writer.WriteString("title"u8, $"Reconciler: {name}");
            writer.WriteString(Reference, OnItsOwn + name);
            writer.WriteStartObject("$defs"u8);
            foreach (var needed in Needed(all.RootElement, name))
            {
                writer.WritePropertyName(needed);
                Write(writer, all.RootElement.GetProperty(needed));
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <returns>By name.</returns>
    private static SortedSet<string> Needed(JsonElement all, string name)
    {
        var needed = new SortedSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([name]);
        while (next.TryPop(out var schema))
        {
            if (!needed.Add(schema))
                continue;
            foreach (var reference in ReferencesOf(all.GetProperty(schema)))
                next.Push(reference);
        }

        return needed;
    }

    private static IEnumerable<string> ReferencesOf(JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.Object => schema.EnumerateObject().SelectMany(field => field.NameEquals(Reference) ? [field.Value.GetString()![InTheApi.Length..]] : ReferencesOf(field.Value)),
        JsonValueKind.Array => schema.EnumerateArray().SelectMany(ReferencesOf),
        _ => [],
    };

    private static void Write(Utf8JsonWriter writer, JsonElement schema)
    {
        switch (schema.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in schema.EnumerateObject())
                    WriteField(writer, field);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in schema.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                schema.WriteTo(writer);
                break;
        }
    }

    private static void WriteField(Utf8JsonWriter writer, JsonProperty field)
    {
        writer.WritePropertyName(field.Name);
        if (field.NameEquals(Reference))
            writer.WriteStringValue(OnItsOwn + field.Value.GetString()![InTheApi.Length..]);
        else
            Write(writer, field.Value);
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(AnswerSchemas).Assembly.GetManifestResourceStream("api/schemas.json")!);
        return reader.ReadToEnd();
    }
}

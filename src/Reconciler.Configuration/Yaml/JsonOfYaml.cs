using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Reconciler.Configuration.Yaml;

/// <summary>Writes nodes as JSON, as a program sees them that reads YAML 1.2 by its core schema: unquoted numbers, booleans and nulls are no texts.</summary>
/// <remarks><see href="https://yaml.org/spec/1.2.2/#103-core-schema"/>; of numbers only the decimal ones, which is what our own texts use.</remarks>
internal static class JsonOfYaml
{
    /// <param name="text">One document.</param>
    public static void Write(Utf8JsonWriter json, string text) => Write(json, YamlFile.Read("", Encoding.UTF8.GetBytes(text)).Documents[0]);

    public static void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case ScalarNode scalar:
                WriteScalar(json, scalar);
                break;
            case SequenceNode sequence:
                json.WriteStartArray();
                foreach (var item in sequence.Items)
                    Write(json, item);
                json.WriteEndArray();
                break;
            case MappingNode mapping:
                json.WriteStartObject();
                foreach (var (key, value) in mapping.Entries)
                {
                    json.WritePropertyName(key.Text);
                    Write(json, value);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, ScalarNode scalar)
    {
        if (!scalar.IsPlain)
            json.WriteStringValue(scalar.Text);
        else if (scalar.Text is "" or "~" or "null")
            json.WriteNullValue();
        else if (scalar.Text is "true" or "false")
            json.WriteBooleanValue(scalar.Text == "true");
        else if (decimal.TryParse(scalar.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(scalar.Text);
    }
}

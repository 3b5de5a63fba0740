using System.Text.Encodings.Web;
using System.Text.Json;

namespace Reconciler.Adapters.Servers.Forms;

/// <summary>What the JSON files on a server have in common: one object that begins with <c>reconciler</c>, its kind, and <c>format</c>.</summary>
internal static class ServerFileText
{
    private const int Format = 1;

    // The files are read by people, and never become part of a page.
    public static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonWriterOptions Indented = OneLine with { Indented = true, NewLine = "\n" };

    public static byte[] Write(string kind, JsonWriterOptions options, Action<Utf8JsonWriter> fields)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteString("reconciler", kind);
            json.WriteNumber("format", Format);
            fields(json);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <exception cref="FormatException">Not such a file, or of another format.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> bytes, string kind, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            if (json.Text("reconciler") != kind)
                throw new FormatException($"it is a {json.Text("reconciler")}, not a {kind}");

            var format = json.GetProperty("format").GetInt32();
            return format == Format
                ? read(json)
                : throw new FormatException($"it has format {format}, and this version of Reconciler knows format {Format}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"it is not a {kind}: {e.Message}", e);
        }
    }

    public static string Text(this JsonElement json, string field) =>
        json.GetProperty(field).GetString() ?? throw new FormatException($"'{field}' is null");

    public static string SafePath(this JsonElement json, string field) => SafePath(json.GetProperty(field).GetString());

    public static string SafePath(string? path) =>
        path is not null && PublishPath.IsAllowed(path) ? path : throw new FormatException($"'{path}' is not a path below the root");
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Reconciler.Cli.Reports;

/// <summary>Every JSON answer: one indented object that begins with <c>formatVersion</c>. Minor versions only add.</summary>
internal static class JsonReport
{
    internal const string FormatVersion = "1.0";

    internal static Task WriteAsync(TextWriter output, Action<Utf8JsonWriter> fields) => output.WriteAsync(Encoding.UTF8.GetString(Bytes(fields).Span));

    /// <summary>Ended by a line feed.</summary>
    internal static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> fields)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("formatVersion"u8, FormatVersion);
            fields(writer);
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }
}

using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Content;

/// <summary>
/// Under which a resolution is recorded: everything that decides what the source holds, as one line of JSON. <c>["path",id,include,exclude]</c>
/// and <c>["directory",package,version,path,include,exclude]</c>, without blanks. Public, since records outlive versions.
/// </summary>
internal static class SourceKey
{
    private static readonly JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="identity">Of the tree; null for a work tree, whose key no commit ever has.</param>
    internal static string OfPath(Package package, string? identity) => Line(package, ["path", identity]);

    internal static string OfDirectory(Package package, string path) => Line(package, ["directory", package.Name.Value, package.Version, path]);

    private static string Line(Package package, ReadOnlySpan<string?> facts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartArray();
            foreach (var fact in facts)
                json.WriteStringValue(fact);
            WriteArray(json, package.Include);
            WriteArray(json, package.Exclude);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteArray(Utf8JsonWriter json, IEnumerable<string> patterns)
    {
        json.WriteStartArray();
        foreach (var pattern in patterns)
            json.WriteStringValue(pattern);
        json.WriteEndArray();
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Reconciler.Adapters.Published;

/// <summary>A published state as one JSON document: <c>{ "formatVersion": "1.0", "kind": "state", "estate": …, "files": { path: text } }</c>.</summary>
public static class PublishedDocument
{
    public const string Kind = "state";

    public const string Files = "files";

    /// <exception cref="FormatException">It is none, or one of a later format.</exception>
    internal static ImmutableArray<(string Path, byte[] Content)> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("kind").GetString() != Kind)
                throw new FormatException("it is another answer");
            var version = root.GetProperty("formatVersion").GetString();
            if (version?.StartsWith("1.", StringComparison.Ordinal) != true)
                throw new FormatException($"it has format {version}, and this version of reconciler reads 1.x: use the version that answers there, or a later one");

            return [.. root.GetProperty(Files).EnumerateObject().Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Value.GetString() ?? "")))];
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("it is no published state", problem);
        }
    }
}

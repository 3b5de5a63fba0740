using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Reconciler.Core.Resources;
using Reconciler.Engine.Contents;

namespace Reconciler.Adapters.Content;

/// <summary>
/// Under which a resolution is recorded: everything that decides what the source holds, as one line of JSON. <c>["path",id,include,exclude]</c>,
/// <c>["directory",package,version,path,include,exclude]</c>, <c>["git",package,version,url,revision,path,include,exclude]</c> and
/// <c>["url",sha256,name,include,exclude]</c>, where the name is null for an archive; without blanks. Public, since records outlive versions.
/// </summary>
internal static class SourceKey
{
    private static readonly JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="identity">Of the tree; null for a work tree, whose key no commit ever has.</param>
    internal static string OfPath(VersionSource source, string? identity) => Line(source, ["path", identity]);

    internal static string OfDirectory(VersionSource source, string path) => Line(source, ["directory", source.Package.Value, source.Version, path]);

    internal static string OfGit(VersionSource source, PackageSource.InGit git) =>
        Line(source, ["git", source.Package.Value, source.Version, git.Url.Text, git.Revision, git.Path]);

    /// <summary>The sum decides, wherever the bytes come from: another mirror is no other content.</summary>
    internal static string OfUrl(VersionSource source, PackageSource.AtUrl url) => Line(source, ["url", url.Sha256.ToString(), url.FileName]);

    private static string Line(VersionSource source, ReadOnlySpan<string?> facts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartArray();
            foreach (var fact in facts)
                json.WriteStringValue(fact);
            WriteArray(json, source.Include);
            WriteArray(json, source.Exclude);
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

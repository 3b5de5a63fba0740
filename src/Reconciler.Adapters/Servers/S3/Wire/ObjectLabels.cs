using Amazon.S3.Model;
using Amazon.S3.Util;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>What is written beside an object's bytes (<c>x-amz-meta-…</c>).</summary>
/// <param name="Content">Of the object's bytes; null: not told.</param>
/// <param name="LinkTarget">Of a link, whose object has the bytes of the file that it leads to; null: it is none.</param>
internal sealed record ObjectLabels(Digest? Content, bool IsExecutable = false, string? LinkTarget = null)
{
    private const string Sha256 = "reconciler-sha256";
    private const string Executable = "reconciler-executable";
    private const string Link = "reconciler-link";

    public static ObjectLabels None { get; } = new((Digest?)null);

    public static ObjectLabels Of(MetadataCollection metadata) => new(
        Digest.TryParse(metadata[Sha256], out var content) ? content : null,
        metadata[Executable] == "true",
        // Headers are ASCII.
        metadata[Link] is { Length: > 0 } target ? Uri.UnescapeDataString(target) : null);

    public void WriteTo(MetadataCollection metadata)
    {
        if (Content is { } content)
            metadata[Sha256] = content.ToString();

        if (IsExecutable)
            metadata[Executable] = "true";

        if (LinkTarget is not null)
            metadata[Link] = Uri.EscapeDataString(LinkTarget);
    }

    /// <summary>By the name's extension, so that a browser shows what it is given.</summary>
    public static string TypeOf(string key) =>
        key.EndsWith('/') ? "application/x-directory" : AmazonS3Util.MimeTypeFromExtension(System.IO.Path.GetExtension(key));
}

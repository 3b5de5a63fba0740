using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Which file of the package a link leads to, as far as its other entries tell: a bucket has no links, and who reads one gets that file's bytes.</summary>
internal static class LinkResolution
{
    /// <returns>Null when it leads to no file of the package: to a directory, to nothing, or through another link.</returns>
    public static ManifestEntry? FileOf(Manifest manifest, string linkPath, string target)
    {
        var place = new Stack<string>(linkPath.Split('/').SkipLast(1));
        foreach (var part in target.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
                place.Push(part);
            else if (!place.TryPop(out _))
                return null;
        }

        var path = string.Join('/', place.Reverse());
        return manifest.Entries.FirstOrDefault(entry => entry.Path == path && entry.Kind == EntryKind.File);
    }
}

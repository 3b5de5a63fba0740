using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.Forms;

/// <summary>A path below the root at which a package may stand: safe, and out of our own folder.</summary>
internal static class PublishPath
{
    public static bool IsAllowed(string path) =>
        EntryPath.IsSafe(path) && !path.Split('/').Any(part => part.StartsWith(OurFolder.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The directories above it, outermost first: <c>a/b/c</c> gives <c>a</c> and <c>a/b</c>.</summary>
    public static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    /// <summary>Of one version, under <see cref="Core.Resources.Layout.Versions"/>.</summary>
    public static string OfVersion(string publishAs, string version) => $"{publishAs}/{version}";

    public static string LastPart(string path) => path[(path.LastIndexOf('/') + 1)..];
}

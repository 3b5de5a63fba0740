using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>
/// Where a tree stands below its package's path: <c>3.1-7692c3ad3540</c>, the version and the beginning of its digest, so that another content
/// never takes the place of one that somebody reads. A second tree of the same content has its id behind that.
/// </summary>
internal static class VersionFolder
{
    /// <param name="isTaken">Whether something stands there.</param>
    public static string Of(string version, Digest digest, string treeId, Func<string, bool> isTaken)
    {
        var folder = version == digest.Short ? version : $"{version}-{digest.Short}";
        return isTaken(folder) ? $"{folder}-{treeId}" : folder;
    }

    /// <summary>Whether <see cref="Of"/> gives such a folder: one that is called otherwise belongs to somebody else, whoever says what.</summary>
    public static bool IsOf(string folder, Digest digest, string treeId)
    {
        var own = folder.EndsWith($"-{treeId}", StringComparison.Ordinal) ? folder[..^(treeId.Length + 1)] : folder;
        return !own.Contains('/', StringComparison.Ordinal) && (own == digest.Short || own.EndsWith($"-{digest.Short}", StringComparison.Ordinal));
    }

    /// <summary>Below the root, with a slash at its end.</summary>
    public static string PrefixOf(ReceiptTree tree) => PrefixOf(tree.PublishedAs!, tree.Folder);

    public static string PrefixOf(string publishAs, string? folder) => folder is null ? $"{publishAs}/" : $"{publishAs}/{folder}/";

    /// <summary>As a pointer has it.</summary>
    public static string PathOf(ReceiptTree tree) => tree.Folder ?? ".";
}

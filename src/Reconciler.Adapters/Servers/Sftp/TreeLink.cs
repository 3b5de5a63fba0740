using System.Text;
using Reconciler.Adapters.Servers.Forms;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>
/// What a link of ours leads to: the tree's folder, seen from where the link stands (<c>../../.reconciler/trees/0123456789abcdef</c>), so that it
/// holds in a chroot, on a mount, and in a copy of the root. Whatever is not exactly so was not made by us.
/// </summary>
internal static class TreeLink
{
    private const string Up = "../";
    private const string Trees = $"{OurFolder.Name}/{OurFolder.Trees}/";

    /// <param name="path">Where the link stands, below the root.</param>
    public static byte[] To(string treeId, string path) => Encoding.UTF8.GetBytes(Prefix(path) + treeId);

    /// <returns>Null for a link that is not ours.</returns>
    public static string? TreeOf(ReadOnlySpan<byte> target, string path)
    {
        var prefix = Encoding.UTF8.GetBytes(Prefix(path));
        if (!target.StartsWith(prefix))
            return null;

        var id = Encoding.Latin1.GetString(target[prefix.Length..]);
        return TreeId.IsValid(id) ? id : null;
    }

    private static string Prefix(string path) => string.Concat(Enumerable.Repeat(Up, path.Count(c => c == '/'))) + Trees;
}

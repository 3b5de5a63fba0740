using System.Globalization;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Keeps what others put into our trees: <c>.reconciler/extra/&lt;package&gt;/&lt;time&gt;/</c>, at the path that it had in the tree.</summary>
internal sealed class ExtraFiles(ServerFolders folders, PackageName package, DateTimeOffset now)
{
    private readonly string time = now.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public void SetAside(TreeNode node)
    {
        using var cursor = Open(out var top);
        using (top)
            Move(node.Parent, node.Name, cursor.MoveTo(node.Path));
    }

    /// <summary>A whole tree that we cannot judge any more.</summary>
    public void SetAside(DirectoryHandle parent, FileName tree)
    {
        using var cursor = Open(out var top);
        using (top)
            Move(parent, tree, top);
    }

    private DirectoryCursor Open(out DirectoryHandle top)
    {
        using var extra = folders.Make(OurFolder.Extra);
        using var ofPackage = folders.Make(extra, package.Value);
        top = folders.Make(ofPackage, time);
        return new(top, folders.Make, static _ => { });
    }

    private static void Move(DirectoryHandle from, FileName name, DirectoryHandle to)
    {
        var taken = to.FindStatus(name) is not null;
        from.RenameAway(name, to, taken ? TreeId.Next() : name);
        to.Sync();
    }
}

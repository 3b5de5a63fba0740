using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Deletes a tree, and nothing that is not ours.</summary>
/// <param name="isOurs">Asked for everything in the tree; for a directory, whether to look into it.</param>
/// <param name="setAside">Takes what is not ours out of the tree.</param>
internal sealed class TreeRemoval(Func<TreeNode, bool> isOurs, Action<TreeNode> setAside)
{
    // Somebody may put files into a directory while it is emptied; who does so without end keeps it.
    private const int MostRounds = 3;

    /// <summary>For trees that nobody but us has seen.</summary>
    public static readonly TreeRemoval All = new(static _ => true, static _ => { });

    public void Delete(DirectoryHandle parent, FileName name) => DeleteDirectory(parent, name, "", parent.Status());

    private void Empty(DirectoryHandle directory, string prefix, FileStatus mount)
    {
        if (!directory.Status().IsOnMountOf(mount))
            throw new TroubleException(TroubleKind.Conflict, $"'{directory.Path}' is another file system, mounted inside a package", directory.Path);

        foreach (var name in directory.List())
        {
            if (directory.FindStatus(name) is not { } status)
                continue;

            var node = new TreeNode(directory, name, prefix + name, name.Text is not null, status);
            if (!isOurs(node))
                setAside(node);
            else if (status.Kind != FileKind.Directory)
                directory.DeleteFile(name);
            else
                DeleteDirectory(directory, name, node.Path + "/", mount);
        }
    }

    private void DeleteDirectory(DirectoryHandle parent, FileName name, string prefix, FileStatus mount)
    {
        for (var round = 1; ; round++)
        {
            using (var directory = parent.OpenDirectory(name))
                Empty(directory, prefix, mount);

            try
            {
                parent.DeleteDirectory(name);
                return;
            }
            catch (SystemCallException e) when (e.Errno is Errno.ENOTEMPTY or Errno.EEXIST && round < MostRounds)
            {
            }
        }
    }
}

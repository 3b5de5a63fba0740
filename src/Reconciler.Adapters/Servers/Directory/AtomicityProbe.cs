using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Whether a root's file system exchanges two directories in one step. NFS and many a FUSE refuse to.</summary>
internal static class AtomicityProbe
{
    /// <summary>Tries it with two empty directories among our trees; a kill leaves these to the next sweep.</summary>
    public static Atomicity Of(ServerFolders folders)
    {
        if (FileSystemStatus.Of(folders.Root.Handle, folders.Root.Path).Exchanges)
            return Atomicity.Tree;

        using var trees = folders.Make(OurFolder.Trees);
        FileName one = TreeId.Next(), other = TreeId.Next();
        try
        {
            trees.TryMakeDirectory(one);
            trees.TryMakeDirectory(other);
            trees.Exchange(one, trees, other);
            return Atomicity.Tree;
        }
        catch (SystemCallException e) when (e.Errno is Errno.EINVAL or Errno.ENOSYS or Errno.EOPNOTSUPP)
        {
            return Atomicity.None;
        }
        finally
        {
            DeleteIfThere(trees, one);
            DeleteIfThere(trees, other);
        }
    }

    private static void DeleteIfThere(DirectoryHandle trees, FileName name)
    {
        if (trees.FindStatus(name) is not null)
            trees.DeleteDirectory(name);
    }
}

using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>A sealed tree on this server whose entries may serve another tree.</summary>
internal sealed class ReusableTree : IDisposable
{
    private readonly DirectoryHandle tree;
    private readonly DirectoryCursor cursor;

    public ReusableTree(DirectoryHandle tree)
    {
        this.tree = tree;
        cursor = new(tree, static (parent, name) => parent.OpenDirectory(name), static _ => { });
    }

    /// <summary>Gives the file a second name in <paramref name="to"/>.</summary>
    /// <returns>False when it is not there, or was touched since it was sealed, or its file system makes no more links to it.</returns>
    public bool TryLink(SealedEntry source, DirectoryHandle to, FileName name)
    {
        try
        {
            cursor.MoveTo(source.Entry.Path).LinkFile(PublishPath.LastPart(source.Entry.Path), to, name);
        }
        catch (SystemCallException e) when (
            e.Errno is Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP or Errno.EMLINK or Errno.EPERM or Errno.EACCES or Errno.EXDEV or Errno.EOPNOTSUPP)
        {
            return false;
        }

        // Judged by the new name, which nobody else knows: what it was linked from may have changed since.
        if (to.FindStatus(name) is { } linked && source.IsUntouched(linked))
            return true;

        to.DeleteFile(name);
        return false;
    }

    /// <returns>Null when the file is not there, or was touched since it was sealed.</returns>
    public FileHandle? FindFile(SealedEntry source)
    {
        try
        {
            var file = cursor.MoveTo(source.Entry.Path).OpenFile(PublishPath.LastPart(source.Entry.Path));
            if (source.IsUntouched(file.Status()))
                return file;

            file.Dispose();
            return null;
        }
        catch (SystemCallException e) when (e.Errno is Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP or Errno.EACCES)
        {
            return null;
        }
    }

    /// <returns>Null when the link is not there, or leads elsewhere now.</returns>
    public byte[]? FindLinkTarget(ManifestEntry source)
    {
        try
        {
            var target = cursor.MoveTo(source.Path).ReadSymlink(PublishPath.LastPart(source.Path));
            return Digest.Of(target) == source.Digest ? target : null;
        }
        catch (SystemCallException e) when (e.Errno is Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP or Errno.EINVAL)
        {
            return null;
        }
    }

    public void Dispose()
    {
        cursor.Dispose();
        tree.Dispose();
    }
}

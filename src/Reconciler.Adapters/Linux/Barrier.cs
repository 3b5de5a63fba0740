using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reconciler.Adapters.Linux;

/// <summary>
/// Makes many new files and directories durable at once: up to eight by an fsync each, more by one syncfs where the file system reports its
/// errors there, else each as it comes. Opened before the first write, since errors are counted from there.
/// </summary>
/// <remarks>After any error what was written must be discarded: the kernel has marked its pages clean, and another try would succeed falsely.</remarks>
internal sealed class Barrier : IDisposable
{
    private const int MostSingly = 8;

    private readonly DirectoryHandle root;
    private readonly bool syncsAsOne;
    private readonly List<(SafeFileHandle Handle, string Path)> singly = [];
    private bool isMany;

    /// <param name="somewhere">On the file system that will be written.</param>
    public Barrier(DirectoryHandle somewhere)
    {
        root = somewhere.Reopen();
        syncsAsOne = FileSystemStatus.Of(root.Handle, root.Path).SyncsAsOne;
    }

    /// <summary>The file is written, or the directory filled. The handle may be closed after this.</summary>
    public void Add(SafeFileHandle handle, string path)
    {
        if (isMany)
        {
            if (!syncsAsOne)
                HandleCalls.Sync(handle, path);

            return;
        }

        if (singly.Count < MostSingly)
            singly.Add((Duplicate(handle, path), path));
        else
            BecomeMany(handle, path);
    }

    /// <summary>Everything added is durable when this returns.</summary>
    public void Complete()
    {
        if (isMany && syncsAsOne && LibC.SyncFileSystem(root.Handle) != 0)
            throw SystemCallException.Last("make durable the file system of", root.Path);

        SyncSingly();
    }

    public void Dispose()
    {
        foreach (var (handle, _) in singly)
            handle.Dispose();

        root.Dispose();
    }

    private void BecomeMany(SafeFileHandle handle, string path)
    {
        isMany = true;
        if (!syncsAsOne)
        {
            SyncSingly();
            HandleCalls.Sync(handle, path);
        }

        foreach (var (kept, _) in singly)
            kept.Dispose();

        singly.Clear();
    }

    private void SyncSingly()
    {
        foreach (var (handle, path) in singly)
            HandleCalls.Sync(handle, path);
    }

    private static SafeFileHandle Duplicate(SafeHandle handle, string path)
    {
        // The same open file, so that errors are counted from the first write on.
        var copy = LibC.Duplicate(handle, LibC.FcntlDuplicateCloseOnExec, 0);
        return copy.IsInvalid ? throw SystemCallException.Last("keep open", path) : copy;
    }
}

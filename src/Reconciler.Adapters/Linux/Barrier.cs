using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reconciler.Adapters.Linux;

/// <summary>
/// Makes many new files and directories durable at once: up to eight by an fsync each, more by one syncfs where the file system reports its
/// errors there, else each as it comes. Opened before the first write, since errors are counted from there.
/// </summary>
/// <remarks>
/// No call can tell how far it is. So what was written goes to the disk in portions, each of which a disk that writes half a MiB a second ends in
/// less than five minutes; what others write there at the same time, the kernel bounds (<c>vm.dirty_ratio</c>).
/// After any error what was written must be discarded: the kernel has marked its pages clean, and another try would succeed falsely.
/// </remarks>
internal sealed class Barrier : IDisposable
{
    private const int MostSingly = 8;
    private const long PortionBytes = 128 << 20;

    // What an empty file or a directory costs.
    private const int PageBytes = 4096;

    private readonly DirectoryHandle root;
    private readonly bool syncsAsOne;
    private readonly List<(SafeFileHandle Handle, string Path)> singly = [];
    private bool isMany;
    private long waitingBytes;

    /// <param name="somewhere">On the file system that will be written.</param>
    public Barrier(DirectoryHandle somewhere)
    {
        root = somewhere.Reopen();
        syncsAsOne = FileSystemStatus.Of(root.Handle, root.Path).SyncsAsOne;
    }

    /// <summary>Something could not be made durable: nothing that was written may be believed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Bytes were written to a file that is not complete yet.</summary>
    public void Grow(SafeFileHandle handle, string path, long bytes) => Keeping(() =>
    {
        waitingBytes += bytes;
        if (waitingBytes < PortionBytes)
            return;

        if (!isMany || !syncsAsOne)
            root.Sync(handle, path);

        SyncAdded();
    });

    /// <summary>The file is written, or the directory filled. The handle may be closed after this.</summary>
    public void Add(SafeFileHandle handle, string path) => Keeping(() =>
    {
        if (isMany)
        {
            if (!syncsAsOne)
                root.Sync(handle, path);
        }
        else if (singly.Count < MostSingly)
            singly.Add((Duplicate(handle, path), path));
        else
            BecomeMany(handle, path);

        waitingBytes += PageBytes;
        if (waitingBytes >= PortionBytes)
            SyncAdded();
    });

    /// <summary>The file is written, and closed by this: what its file system says only then is heard.</summary>
    public void AddClosing(FileHandle file)
    {
        Add(file.Handle, file.Path);
        Keeping(file.Close);
    }

    /// <summary>Everything added is durable when this returns.</summary>
    public void Complete() => Keeping(SyncAdded);

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
            root.Sync(handle, path);
        }

        foreach (var (kept, _) in singly)
            kept.Dispose();

        singly.Clear();
    }

    private void SyncAdded()
    {
        if (isMany && syncsAsOne)
            root.SyncAll();

        SyncSingly();
        waitingBytes = 0;
    }

    private void SyncSingly()
    {
        foreach (var (handle, path) in singly)
            root.Sync(handle, path);
    }

    private void Keeping(Action step)
    {
        try
        {
            step();
        }
        catch (SystemCallException)
        {
            HasFailed = true;
            throw;
        }
    }

    private static SafeFileHandle Duplicate(SafeHandle handle, string path)
    {
        // The same open file, so that errors are counted from the first write on.
        var copy = LibC.Duplicate(handle, LibC.FcntlDuplicateCloseOnExec, 0);
        return copy.IsInvalid ? throw SystemCallException.Last("keep open", path) : copy;
    }
}

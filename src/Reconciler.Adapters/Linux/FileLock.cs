using Microsoft.Win32.SafeHandles;

namespace Reconciler.Adapters.Linux;

/// <summary>An exclusive lock on a file, until it is disposed or the process ends. .NET's own (<c>FileShare.None</c>) opens silently unlocked when flock fails.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly SafeFileHandle file;

    private FileLock(SafeFileHandle file)
    {
        this.file = file;
    }

    public bool IsHeld => !file.IsClosed;

    /// <summary>Creates the file when it is missing. Null when somebody else holds the lock.</summary>
    /// <exception cref="IOException">The file cannot be opened, or this file system has no locks: nobody can know who else writes.</exception>
    public static FileLock? TryTake(string path)
    {
        // Not through .NET, which would take a lock of its own. Closed on exec, so that no child process keeps the lock.
        var file = Durable.OpenOrCreate(path);
        while (LibC.Lock(file, LibC.LockExclusively | LibC.LockNonBlocking) != 0)
        {
            var failure = SystemCallException.Last("lock", path);
            if (failure.Errno == Errno.EINTR)
                continue;

            file.Dispose();
            return failure.Errno == Errno.EWOULDBLOCK ? null : throw failure;
        }

        return new(file);
    }

    public void Dispose()
    {
        // A process that is being started holds the file too until it calls exec: closing it here would not end the lock yet.
        if (!file.IsClosed)
            _ = LibC.Lock(file, LibC.Unlock);
        file.Dispose();
    }
}

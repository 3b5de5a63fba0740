using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reconciler.Adapters.Linux;

/// <summary>An exclusive lock on a file, until it is disposed or the process ends. .NET's own (<c>FileShare.None</c>) opens silently unlocked when flock fails.</summary>
internal sealed partial class FileLock : IDisposable
{
    private const int Exclusive = 2;
    private const int NonBlocking = 4;

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
        while (Flock(file, Exclusive | NonBlocking) != 0)
        {
            if (PosixError.Last == PosixError.Interrupted)
                continue;

            var failure = PosixError.Exception("flock", path);
            file.Dispose();
            return failure.Errno == PosixError.WouldBlock ? null : throw failure;
        }

        return new(file);
    }

    public void Dispose() => file.Dispose();

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}

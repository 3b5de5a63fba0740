using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reconciler.Adapters.Linux;

/// <summary>Writes that survive a power cut, with every error reported: .NET's own calls hide those of fsync and close, and its <c>File.Move</c> may copy over its target.</summary>
internal static partial class Durable
{
    // These have the same values on every Linux processor that .NET runs on.
    private const int ReadWrite = 2;
    private const int Create = 0x40;
    private const int Truncate = 0x200;
    private const int CloseOnExec = 0x80000;

    private const int OwnerOnly = 0b110_000_000;

    /// <summary>Opens for reading and writing; a new file is the owner's only.</summary>
    public static SafeFileHandle OpenOrCreate(string path) => Open(path, ReadWrite | Create);

    public static SafeFileHandle OpenDirectory(string path) => Open(path, flags: 0);

    /// <summary>A whole file in one step: written beside, synced, renamed over <paramref name="path"/>. Readers see the old bytes or the new ones.</summary>
    /// <exception cref="IOException">The old file is still there.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var beside = WriteBeside(path, bytes);
        Rename(beside, path);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <returns>The path of the new file, durable but for its name.</returns>
    public static string WriteBeside(string path, ReadOnlySpan<byte> bytes)
    {
        var beside = path + ".new";
        using var file = Open(beside, ReadWrite | Create | Truncate);
        RandomAccess.Write(file, bytes, 0);
        Sync(file, beside);
        Close(file, beside);
        return beside;
    }

    /// <exception cref="PosixException">fsync failed: the kernel may have dropped the bytes, and a second try would not say so.</exception>
    public static void Sync(SafeFileHandle file, string path)
    {
        while (Fsync(file) != 0)
        {
            if (PosixError.Last != PosixError.Interrupted)
                throw PosixError.Exception("fsync", path);
        }
    }

    /// <summary>Makes names in the directory durable: new, renamed and deleted ones.</summary>
    public static void SyncDirectory(string path)
    {
        using var directory = OpenDirectory(path);
        Sync(directory, path);
    }

    /// <summary>Makes everything on that file system durable that was written since <paramref name="directory"/> was opened.</summary>
    public static void SyncFileSystem(SafeFileHandle directory, string path)
    {
        while (Syncfs(directory) != 0)
        {
            if (PosixError.Last != PosixError.Interrupted)
                throw PosixError.Exception("syncfs", path);
        }
    }

    /// <summary>Within one file system; never copies. Replaces a file that has the name.</summary>
    public static void Rename(string from, string to)
    {
        if (RenamePath(from, to) != 0)
            throw PosixError.Exception("rename", to);
    }

    /// <summary>A second name for the file. False where the file system has none.</summary>
    public static bool TryLink(string existing, string name)
    {
        if (LinkPath(existing, name) == 0)
            return true;

        return PosixError.Last is PosixError.Permission or PosixError.NotSupported or PosixError.TooManyLinks or PosixError.CrossDevice
            ? false
            : throw PosixError.Exception("link", name);
    }

    /// <summary>Some file systems report a failed write only here.</summary>
    public static void Close(SafeFileHandle file, string path)
    {
        var descriptor = (int)file.DangerousGetHandle();
        file.SetHandleAsInvalid();
        if (CloseDescriptor(descriptor) != 0 && PosixError.Last != PosixError.Interrupted)
            throw PosixError.Exception("close", path);
    }

    private static SafeFileHandle Open(string path, int flags)
    {
        var descriptor = OpenDescriptor(path, flags | CloseOnExec, OwnerOnly);
        return descriptor >= 0 ? new(descriptor, ownsHandle: true) : throw PosixError.Exception("open", path);
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int Syncfs(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenamePath(string from, string to);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkPath(string existing, string name);
}

using Microsoft.Win32.SafeHandles;

namespace Reconciler.Adapters.Linux;

/// <summary>Writes that survive a power cut, with every error reported: .NET's own calls hide those of fsync and close, and its <c>File.Move</c> may copy over its target.</summary>
internal static class Durable
{
    private const uint OwnerOnly = 0b110_000_000;

    /// <summary>Opens for reading and writing; a new file is the owner's only.</summary>
    public static SafeFileHandle OpenOrCreate(string path) => Open(path, LibC.ReadWrite | LibC.Create);

    public static SafeFileHandle OpenToRead(string path) => Open(path, LibC.ReadOnly);

    public static SafeFileHandle OpenDirectory(string path) => Open(path, LibC.ReadOnly);

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
        using var file = Open(beside, LibC.ReadWrite | LibC.Create | LibC.Truncate);
        RandomAccess.Write(file, bytes, 0);
        Sync(file, beside);
        Close(file, beside);
        return beside;
    }

    /// <exception cref="SystemCallException">fsync failed: the kernel may have dropped the bytes, and a second try would not say so.</exception>
    public static void Sync(SafeFileHandle file, string path)
    {
        while (LibC.Sync(file) != 0)
            SystemCallException.ThrowUnlessInterrupted("make durable", path);
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
        while (LibC.SyncFileSystem(directory) != 0)
            SystemCallException.ThrowUnlessInterrupted("make durable the file system of", path);
    }

    /// <summary>Within one file system; never copies. Replaces a file that has the name.</summary>
    public static void Rename(string from, string to)
    {
        if (LibC.Rename(from, to) != 0)
            throw SystemCallException.Last("rename to", to);
    }

    /// <summary>A second name for the file. False where the file system has none.</summary>
    public static bool TryLink(string existing, string name)
    {
        if (LibC.Link(existing, name) == 0)
            return true;

        var refusal = SystemCallException.Last("link", name);
        return refusal.Errno is Errno.EPERM or Errno.EOPNOTSUPP or Errno.EMLINK or Errno.EXDEV ? false : throw refusal;
    }

    /// <summary>Some file systems report a failed write only here.</summary>
    public static void Close(SafeFileHandle file, string path)
    {
        var descriptor = (int)file.DangerousGetHandle();
        file.SetHandleAsInvalid();
        if (LibC.Close(descriptor) != 0)
            SystemCallException.ThrowUnlessInterrupted("close", path);
    }

    private static SafeFileHandle Open(string path, int flags)
    {
        var file = LibC.Open(path, flags | LibC.CloseOnExec, OwnerOnly);
        return file.IsInvalid ? throw SystemCallException.Last("open", path) : file;
    }
}

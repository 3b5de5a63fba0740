using Microsoft.Win32.SafeHandles;

namespace Reconciler.Adapters.Linux;

/// <summary>Appends to many files and makes all of it durable with one barrier. 10,000 files: 0.1 s with syncfs, 1.5 s with an fsync each (ext4, SSD).</summary>
internal static class DurableAppends
{
    /// <summary>Up to here an fsync each is quicker, and leaves other writers of the file system alone.</summary>
    private const int FewFiles = 8;

    /// <param name="root">A directory above all of the files, on the same file system.</param>
    /// <param name="appends">Enumerated once, each written before the next is asked for.</param>
    /// <exception cref="IOException">Some of the bytes may be in some of the files, durable or not.</exception>
    public static void Write(string root, int count, IEnumerable<DurableAppend> appends)
    {
        if (count > FewFiles && HasSyncfs(root))
            WriteWithOneBarrier(root, appends);
        else
            WriteWithBarrierEach(appends);
    }

    private static void WriteWithOneBarrier(string root, IEnumerable<DurableAppend> appends)
    {
        // Before the first write: errors are counted from here.
        using var barrier = Durable.OpenDirectory(root);
        foreach (var append in appends)
        {
            using var file = Write(append);
            Durable.Close(file, append.Path);
        }

        Durable.SyncFileSystem(barrier, root);
    }

    private static void WriteWithBarrierEach(IEnumerable<DurableAppend> appends)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var append in appends)
        {
            using var file = Write(append);
            Durable.Sync(file, append.Path);
            Durable.Close(file, append.Path);
            if (append.Length == 0)
                changed.Add(Path.GetDirectoryName(append.Path)!);
        }

        foreach (var directory in changed)
            Durable.SyncDirectory(directory);
    }

    private static SafeFileHandle Write(DurableAppend append)
    {
        var file = Durable.OpenOrCreate(append.Path);
        try
        {
            CutTornLine(file, append);
            RandomAccess.Write(file, append.Bytes.Span, append.Length);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void CutTornLine(SafeFileHandle file, DurableAppend append)
    {
        var length = RandomAccess.GetLength(file);
        if (length == append.Length)
            return;
        if (length < append.Length)
            throw new IOException($"{append.Path}: it has {length} bytes, and {append.Length} were recorded: somebody has cut or replaced it");

        var torn = new byte[length - append.Length];
        RandomAccess.Read(file, torn, append.Length);
        if (torn.Contains((byte)'\n'))
            throw new IOException($"{append.Path}: somebody has added lines since it was read");

        RandomAccess.SetLength(file, append.Length);
    }

    private static bool HasSyncfs(string root)
    {
        using var directory = Durable.OpenDirectory(root);
        return FileSystemStatus.Of(directory, root).SyncsAsOne;
    }
}

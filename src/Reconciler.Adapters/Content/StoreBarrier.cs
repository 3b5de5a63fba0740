using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Reconciler.Adapters.Content;

/// <summary>
/// Makes what was written durable, and says so when it is not: .NET reports no error of <c>fsync</c>. A few files are synced one by one, many by
/// one <c>syncfs</c>. Opened before the first write, because a descriptor learns of errors from its opening on.
/// </summary>
internal sealed partial class StoreBarrier : IDisposable
{
    private const int FewPaths = 8;

    private readonly SafeFileHandle root;

    /// <param name="directory">On the file system that is written to.</param>
    internal StoreBarrier(string directory) => root = Open(directory);

    /// <param name="paths">Files, or directories whose names are meant.</param>
    /// <exception cref="IOException">The disk did not take everything: what was written is to be written again.</exception>
    internal void Complete(IReadOnlyCollection<string> paths)
    {
        if (paths.Count > FewPaths)
        {
            Check(SyncFileSystem(root), "make durable");
            return;
        }

        foreach (var path in paths)
        {
            using var handle = Open(path);
            Check(Sync(handle), $"make durable '{path}'");
        }
    }

    /// <summary>Within one file system, over what stands there; never by copying.</summary>
    internal static void Rename(string from, string to) =>
        Check(Rename(Terminated(from), Terminated(to)), $"rename '{from}' to '{to}'");

    public void Dispose() => root.Dispose();

    private static SafeFileHandle Open(string path)
    {
        const int readOnlyCloseOnExec = 0x80000;
        var handle = Open(Terminated(path), readOnlyCloseOnExec, 0);
        Check(handle.IsInvalid ? -1 : 0, $"open '{path}'");
        return handle;
    }

    private static void Check(int result, string what)
    {
        if (result != 0)
            throw new IOException($"cannot {what}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + "\0");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial SafeFileHandle Open(ReadOnlySpan<byte> path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFileSystem(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static partial int Rename(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to);
}

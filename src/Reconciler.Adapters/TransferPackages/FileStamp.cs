using System.Runtime.InteropServices;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>What a file system says about a file that changes whenever the file does. Times in nanoseconds since 1970.</summary>
internal readonly partial record struct FileStamp(ulong Inode, ulong Length, long Modified, long Changed)
{
    private const int CurrentDirectory = -100;
    private const uint BasicFields = 0x7FF;

    /// <summary>Null when there is no such file, or it cannot be looked at.</summary>
    public static FileStamp? Of(string path)
    {
        return Statx(CurrentDirectory, path, flags: 0, BasicFields, out var found) == 0
            ? new(found.Inode, found.Size, Nanoseconds(found.Modified), Nanoseconds(found.Changed))
            : null;

        static long Nanoseconds(Timestamp time) => unchecked((time.Seconds * 1_000_000_000) + time.Nanoseconds);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out StatxBuffer buffer);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatxBuffer
    {
        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(96)]
        public Timestamp Changed;

        [FieldOffset(112)]
        public Timestamp Modified;
    }

    [StructLayout(LayoutKind.Sequential, Size = 16)]
    private struct Timestamp
    {
        public long Seconds;
        public uint Nanoseconds;
    }
}

using System.Runtime.InteropServices;

namespace Reconciler.Adapters.Linux;

/// <summary>What <c>statx</c> tells of a file, in the kernel's own layout, which is the same on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct LinuxStat
{
    private const int TypeMask = 0xF000;
    private const int OwnerMayExecute = 0x40;

    [FieldOffset(28)]
    private readonly ushort mode;

    [FieldOffset(32)]
    private readonly ulong inode;

    [FieldOffset(40)]
    private readonly ulong size;

    [FieldOffset(96)]
    private readonly long changedSeconds;

    [FieldOffset(104)]
    private readonly uint changedNanoseconds;

    [FieldOffset(112)]
    private readonly long modifiedSeconds;

    [FieldOffset(120)]
    private readonly uint modifiedNanoseconds;

    internal long SizeBytes => (long)size;

    internal bool IsDirectory => (mode & TypeMask) == 0x4000;

    internal bool IsFile => (mode & TypeMask) == 0x8000;

    internal bool IsSymlink => (mode & TypeMask) == 0xA000;

    internal bool IsExecutable => (mode & OwnerMayExecute) != 0;

    /// <summary>With its article, for messages.</summary>
    internal string Kind => (mode & TypeMask) switch
    {
        0x1000 => "a named pipe",
        0x2000 or 0x6000 => "a device",
        0x4000 => "a directory",
        0x8000 => "a file",
        0xA000 => "a symbolic link",
        0xC000 => "a socket",
        _ => "something unknown",
    };

    /// <summary>Size, times of last write and last change in nanoseconds, inode: differs when the file was replaced or written to.</summary>
    internal string Stamp => $"{size} {modifiedSeconds}.{modifiedNanoseconds:D9} {changedSeconds}.{changedNanoseconds:D9} {inode}";
}

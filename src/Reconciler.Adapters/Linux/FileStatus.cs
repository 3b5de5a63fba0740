namespace Reconciler.Adapters.Linux;

/// <summary>What <c>statx</c> says of a file, a link (never of what it leads to) or a directory. Times are nanoseconds since 1970.</summary>
/// <param name="BornNs">0 when the file system keeps no time of birth.</param>
/// <param name="MountId">Tells a bind mount from the directory around it, which may have the same device; 0 before Linux 5.8.</param>
internal readonly record struct FileStatus(
    FileKind Kind, int Mode, ulong Inode, long SizeBytes, long Links, long ModifiedNs, long ChangedNs, long BornNs, ulong Device, ulong MountId)
{
    /// <summary>Read, write and execute for owner, group and others.</summary>
    public int Permissions => Mode & 0x1FF;

    /// <summary>The user whose it is, by number.</summary>
    public uint Owner { get; init; }

    public bool IsExecutable => (Mode & 0x49) != 0;

    public bool IsOnMountOf(FileStatus other) => Device == other.Device && MountId == other.MountId;
}

internal enum FileKind
{
    File,
    Directory,
    Symlink,

    /// <summary>A device, a socket or a pipe.</summary>
    Special,
}

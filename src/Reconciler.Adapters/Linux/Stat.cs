using System.Runtime.InteropServices;

namespace Reconciler.Adapters.Linux;

internal static class Stat
{
    private const int Flags = LibC.AtSymlinkNoFollow | LibC.AtNoAutomount;
    private const uint Mask = LibC.StatxBasic | LibC.StatxBorn | LibC.StatxMountId;

    public static FileStatus Of(SafeHandle handle, string path) =>
        LibC.Statx(handle, "\0"u8, Flags | LibC.AtEmptyPath, Mask, out var buffer) == 0
            ? From(buffer)
            : throw SystemCallException.Last("look at", path);

    /// <returns>Null when there is nothing of that name.</returns>
    public static FileStatus? Find(DirectoryHandle directory, FileName name)
    {
        if (LibC.Statx(directory.Handle, name.Terminated, Flags, Mask, out var buffer) == 0)
            return From(buffer);

        var error = SystemCallException.Last("look at", directory.PathOf(name));
        return error.Errno == Errno.ENOENT ? null : throw error;
    }

    private static FileStatus From(in LibC.StatxBuffer status) => new(
        (status.Mode & 0xF000) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Directory,
            0xA000 => FileKind.Symlink,
            _ => FileKind.Special,
        },
        status.Mode & 0xFFF,
        status.Inode,
        (long)status.Size,
        status.Links,
        Nanoseconds(status.ModifiedSeconds, status.ModifiedNanoseconds),
        Nanoseconds(status.ChangedSeconds, status.ChangedNanoseconds),
        (status.Mask & LibC.StatxBorn) == 0 ? 0 : Nanoseconds(status.BornSeconds, status.BornNanoseconds),
        ((ulong)status.DeviceMajor << 32) | status.DeviceMinor,
        (status.Mask & LibC.StatxMountId) == 0 ? 0 : status.MountId)
    {
        Owner = status.Owner,
    };

    private static long Nanoseconds(long seconds, uint nanoseconds) => seconds * 1_000_000_000 + nanoseconds;
}

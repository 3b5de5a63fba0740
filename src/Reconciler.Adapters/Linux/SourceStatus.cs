using System.Runtime.InteropServices;

namespace Reconciler.Adapters.Linux;

/// <summary>What reading a source needs to know of a file beyond <see cref="FileStatus"/>.</summary>
internal static class SourceStatus
{
    private const int OwnerMayExecute = 0x40;

    /// <summary>Executable as Git means it: for its owner.</summary>
    internal static bool IsExecutableInGit(this FileStatus status) => (status.Mode & OwnerMayExecute) != 0;

    /// <summary>Size, times of the last write and the last change, inode: another one when the file was written to or replaced.</summary>
    internal static string Stamp(this FileStatus status) => $"{status.SizeBytes} {status.ModifiedNs} {status.ChangedNs} {status.Inode}";

    /// <summary>What the system answered, without what was tried.</summary>
    internal static string Reason(this SystemCallException e) => Marshal.GetPInvokeErrorMessage(e.Errno);

    /// <summary>What a special file is, with its article.</summary>
    internal static string Describe(DirectoryHandle directory, FileName name)
    {
        if (LibC.Statx(directory.Handle, name.Terminated, LibC.AtSymlinkNoFollow | LibC.AtNoAutomount, LibC.StatxBasic, out var status) != 0)
            throw SystemCallException.Last("look at", directory.PathOf(name));

        return (status.Mode & 0xF000) switch
        {
            0x1000 => "a named pipe",
            0xC000 => "a socket",
            _ => "a device",
        };
    }
}

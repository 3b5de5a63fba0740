using System.Runtime.InteropServices;

namespace Reconciler.Adapters.Linux;

/// <summary>Room and kind of the file system that a descriptor is on.</summary>
/// <param name="FreeBytes">For us; null where the file system tells no size at all.</param>
/// <param name="SyncsAsOne">One <c>syncfs</c> makes everything durable and reports what failed since the descriptor was opened.</param>
/// <param name="Exchanges">Known to exchange two directories in one step. False: only trying tells.</param>
internal sealed record FileSystemStatus(long? FreeBytes, bool SyncsAsOne, bool Exchanges)
{
    private const long Ext4 = 0xEF53;
    private const long Xfs = 0x58465342;
    private const long Btrfs = 0x9123683E;
    private const long Tmpfs = 0x01021994;

    // Before this one, syncfs does not report failed writes.
    private static readonly Version reportingKernel = new(5, 8);

    public static FileSystemStatus Of(SafeHandle handle, string path)
    {
        if (LibC.StatFileSystem(handle, out var status) != 0)
            throw SystemCallException.Last("look at the file system of", path);

        var blockBytes = (ulong)(status.FragmentSize > 0 ? status.FragmentSize : status.BlockSize);
        var free = status.Blocks == 0 ? null : (long?)Math.Min((ulong)long.MaxValue, status.AvailableBlocks * blockBytes);
        var isOneOfThese = status.Type is Ext4 or Xfs or Btrfs or Tmpfs;
        return new(free, isOneOfThese && Environment.OSVersion.Version >= reportingKernel, isOneOfThese);
    }
}

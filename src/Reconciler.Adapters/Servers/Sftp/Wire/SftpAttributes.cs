using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>What a server says of a file, or is told to make of it; null for what is left out.</summary>
/// <param name="Mode">With the kind of file above the lower twelve bits.</param>
/// <param name="ModifiedSeconds">Since 1970, without a sign.</param>
internal sealed record SftpAttributes(long? SizeBytes = null, int? Mode = null, uint? ModifiedSeconds = null)
{
    private const uint Size = 0x1;
    private const uint Owners = 0x2;
    private const uint Permissions = 0x4;
    private const uint Times = 0x8;
    private const uint Extended = 0x80000000;
    private const long NsPerSecond = 1_000_000_000;

    public static SftpAttributes None { get; } = new();

    public FileStatus Status => new(
        KindOf(Mode ?? 0), (Mode ?? 0) & 0xFFF, Inode: 0, SizeBytes ?? 0, Links: 0, (ModifiedSeconds ?? 0) * NsPerSecond, ChangedNs: 0, BornNs: 0, Device: 0, MountId: 0);

    public void Write(PacketWriter packet)
    {
        packet.Number((SizeBytes is null ? 0 : Size) | (Mode is null ? 0 : Permissions) | (ModifiedSeconds is null ? 0 : Times));
        if (SizeBytes is { } size)
            packet.LongNumber((ulong)size);

        if (Mode is { } mode)
            packet.Number((uint)mode);

        // The time of the last access goes with it.
        if (ModifiedSeconds is { } modified)
            packet.Number(modified).Number(modified);
    }

    public static SftpAttributes Read(ref PacketReader packet)
    {
        var flags = packet.Number();
        long? size = (flags & Size) != 0 ? (long)Math.Min(packet.LongNumber(), long.MaxValue) : null;
        if ((flags & Owners) != 0)
            packet.LongNumber();

        int? mode = (flags & Permissions) != 0 ? (int)packet.Number() : null;
        uint? modified = null;
        if ((flags & Times) != 0)
        {
            packet.Number();
            modified = packet.Number();
        }

        var more = (flags & Extended) != 0 ? packet.Number() : 0;
        for (var i = 0u; i < more; i++)
        {
            packet.Text();
            packet.Text();
        }

        return new(size, mode, modified);
    }

    private static FileKind KindOf(int mode) => (mode & 0xF000) switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Directory,
        0xA000 => FileKind.Symlink,
        _ => FileKind.Special,
    };
}

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>How much a server takes and gives at once.</summary>
/// <param name="OpenFiles">At the same time, over one connection.</param>
internal sealed record SftpLimits(int ReadBytes, int WriteBytes, int OpenFiles)
{
    // More at once is not faster, and would have to be held in memory.
    private const int MostReadBytes = 64 << 10;
    private const int MostWriteBytes = 255 << 10;
    private const int MostOpenFiles = 1024;

    /// <summary>What every server can do (draft, section 3), and a number of files that has always been enough.</summary>
    public static SftpLimits Usual { get; } = new(32 << 10, 32 << 10, 96);

    /// <param name="rest">What follows the number of the reply; 0 stands for what the server does not tell.</param>
    public static SftpLimits Read(ReadOnlySpan<byte> rest)
    {
        var packet = new PacketReader(rest);
        packet.LongNumber();
        return new(
            Of(packet.LongNumber(), Usual.ReadBytes, MostReadBytes),
            Of(packet.LongNumber(), Usual.WriteBytes, MostWriteBytes),
            Of(packet.LongNumber(), Usual.OpenFiles, MostOpenFiles));
    }

    private static int Of(ulong told, int usual, int most) => told == 0 ? usual : (int)Math.Min(told, (ulong)most);
}

using System.Text;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>What a server says of itself at the beginning.</summary>
/// <param name="Extensions">By name; each is done without where it is missing.</param>
internal sealed record SftpVersion(IReadOnlySet<string> Extensions)
{
    public const uint Number = 3;

    public const string PosixRename = "posix-rename@openssh.com";
    public const string Statvfs = "statvfs@openssh.com";
    public const string HardLink = "hardlink@openssh.com";
    public const string Sync = "fsync@openssh.com";
    public const string SetLinkStatus = "lsetstat@openssh.com";
    public const string Limits = "limits@openssh.com";
    public const string CopyData = "copy-data";

    public bool Has(string extension) => Extensions.Contains(extension);

    /// <param name="rest">What follows the type of its packet.</param>
    /// <exception cref="SftpProtocolException">Another version, or nothing of the kind.</exception>
    public static SftpVersion Read(ReadOnlySpan<byte> rest)
    {
        var packet = new PacketReader(rest);
        var number = packet.Number();
        if (number != Number)
            throw new SftpProtocolException($"version {number} of the protocol, where {Number} was asked for");

        var extensions = new HashSet<string>(StringComparer.Ordinal);
        while (!packet.IsAtEnd)
        {
            extensions.Add(Encoding.ASCII.GetString(packet.Text()));
            packet.Text();
        }

        return new(extensions);
    }
}

using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>One connection, from the start of ssh until it is closed.</summary>
internal sealed class SftpConnection : IDisposable
{
    // ssh's own limit for reaching the host is shorter; a login that hangs has none.
    private static readonly TimeSpan longestStart = TimeSpan.FromSeconds(90);

    private readonly SshProcess ssh;
    private readonly SftpChannel channel;
    private readonly SftpLocation location;
    private readonly SshAccess access;

    private SftpConnection(SshProcess ssh, SftpChannel channel, SftpClient client, SftpLocation location, SshAccess access)
    {
        this.ssh = ssh;
        this.channel = channel;
        this.location = location;
        this.access = access;
        Client = client;
    }

    public SftpClient Client { get; }

    /// <param name="answered">Told each reply.</param>
    /// <exception cref="SftpLostException"/>
    public static async Task<SftpConnection> OpenAsync(SftpLocation location, SshAccess access, Action answered, CancellationToken cancellationToken)
    {
        var ssh = SshProcess.Start(location, access, SshProcess.Sftp);
        var channel = new SftpChannel(ssh.ToServer, ssh.FromServer, answered, cause => SshTrouble.Of(ssh.Said(), location, access, cause));
        try
        {
            var version = SftpVersion.Read((await channel.StartAsync(location.Host).WaitAsync(longestStart, cancellationToken)).Span);
            return new(ssh, channel, new(channel, version, await LimitsAsync(channel, version, cancellationToken)), location, access);
        }
        catch (Exception e)
        {
            ssh.Kill();
            channel.Dispose();
            ssh.Dispose();
            if (e is TimeoutException)
                throw new SftpLostException(TroubleKind.Unreachable, $"{location.Host} did not let us in within {longestStart.TotalSeconds:0} s", e);

            throw;
        }
    }

    /// <summary>A command for the server's shell, where a login has one.</summary>
    /// <param name="command">Never with anything in it that comes from elsewhere.</param>
    public SshProcess Run(string command) => SshProcess.Start(location, access, command);

    public void Dispose()
    {
        channel.Dispose();
        ssh.Dispose();
    }

    private static async Task<SftpLimits> LimitsAsync(SftpChannel channel, SftpVersion version, CancellationToken cancellationToken)
    {
        if (!version.Has(SftpVersion.Limits))
            return SftpLimits.Usual;

        var reply = await channel.RequestAsync(PacketWriter.Extended(SftpVersion.Limits), cancellationToken);
        return reply.Type == PacketType.ExtendedReply ? SftpLimits.Read(reply.Rest.Span) : SftpLimits.Usual;
    }
}

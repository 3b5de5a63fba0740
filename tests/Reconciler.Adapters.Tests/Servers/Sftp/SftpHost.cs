using Reconciler.Adapters.Servers.Sftp;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers.Sftp;

/// <summary>The real sshd with SFTP, started by the first test that needs it.</summary>
public sealed class SftpHost : IDisposable
{
    private readonly Lazy<SshServer> server;

    public SftpHost()
        : this("internal-sftp")
    {
    }

    private SftpHost(string sftp, string more = "") => server = new(() => new SshServer(sftp, more));

    /// <param name="sftp">The program that answers, with its options.</param>
    /// <param name="more">Further lines of sshd's configuration.</param>
    public static SftpHost Of(string sftp, string more = "") => new(sftp, more);

    /// <summary>Skips the test where there is none.</summary>
    public SshServer Server => server.Value;

    /// <param name="port">Of a relay; null: the server's own.</param>
    public ServerEndpoint At(ServerEndpoint endpoint, string root, int? port = null)
    {
        Assert.True(SftpLocation.TryParse(Server.SftpAddress(root, port), out var location, out var problem), problem);
        return endpoint with { Address = location.Address, Credentials = "test" };
    }

    public IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat, string key = "client") =>
        new SftpServerConnector(name => name == "test" ? new(name, Server.File(key), Server.File("known_hosts")) : null, TimeProvider.System).Connect(endpoint, heartbeat);

    public void Dispose()
    {
        if (server.IsValueCreated)
            server.Value.Dispose();
    }
}

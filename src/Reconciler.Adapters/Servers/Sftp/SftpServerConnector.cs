using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Connects to servers with addresses of the form <c>sftp://user@host:port/path</c>.</summary>
/// <param name="access">By the name of the credentials, as the settings say; null for a name that they do not have.</param>
public sealed class SftpServerConnector(Func<string, SshAccess?> access, TimeProvider time) : IServerConnector
{
    private readonly SftpLogins logins = new(access, time);

    public IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat) => new SftpServer(endpoint, logins, heartbeat.Beat, time);
}

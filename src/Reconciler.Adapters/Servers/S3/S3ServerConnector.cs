using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Connects to servers with addresses of the form <c>s3://bucket/prefix</c>.</summary>
/// <param name="login">By the name of the credentials, as the settings say, null where a server names none; gives null for a name that they do not have.</param>
public sealed class S3ServerConnector(Func<string?, S3Login?> login, TimeProvider time) : IServerConnector
{
    public IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat) => new S3Server(endpoint, login, heartbeat.Beat, time);
}

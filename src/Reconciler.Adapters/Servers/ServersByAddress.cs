using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers;

/// <summary>The kind of server that an address asks for.</summary>
public sealed class ServersByAddress(IServerConnector directories, IServerConnector sftp) : IServerConnector
{
    public IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat) =>
        (endpoint.Address.Kind == AddressKind.Sftp ? sftp : directories).Connect(endpoint, heartbeat);
}

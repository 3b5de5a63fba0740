using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers;

/// <summary>The kind of server that an address asks for.</summary>
public sealed class ServersByAddress(IServerConnector directories, IServerConnector sftp, IServerConnector buckets) : IServerConnector
{
    public IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat) => Of(endpoint.Address.Kind).Connect(endpoint, heartbeat);

    private IServerConnector Of(AddressKind kind) => kind switch
    {
        AddressKind.Sftp => sftp,
        AddressKind.Bucket => buckets,
        _ => directories,
    };
}

using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Connects to servers that are directories of this machine, local or mounted.</summary>
/// <param name="rootsDirectory">Absolute: <c>roots/</c> in the state directory, where relative addresses lie.</param>
/// <param name="time">Names the folder of extra files that are set aside.</param>
public sealed class DirectoryServerConnector(string rootsDirectory, TimeProvider time) : IServerConnector
{
    /// <exception cref="ArgumentException">The address cannot be a directory.</exception>
    public IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat) =>
        new DirectoryServer(endpoint, new(rootsDirectory, endpoint.Address, heartbeat.Beat), time);
}

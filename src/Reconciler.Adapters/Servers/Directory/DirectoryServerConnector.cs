using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Connects to servers that are directories of this machine, local or mounted.</summary>
/// <param name="rootsDirectory">Absolute: <c>roots/</c> in the state directory, where relative addresses lie.</param>
/// <param name="time">Names the folder of extra files that are set aside.</param>
public sealed class DirectoryServerConnector(string rootsDirectory, TimeProvider time) : IServerConnector
{
    /// <summary>Absolute; no root may contain it or lie in it, wherever links lead, but for roots below <c>roots/</c>. Null: nothing to keep apart.</summary>
    public string? StateDirectory { get; init; }

    /// <exception cref="ArgumentException">The address cannot be a directory.</exception>
    public IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat) =>
        new DirectoryServer(endpoint, new(rootsDirectory, endpoint.Address, heartbeat.Beat) { State = StateDirectory is null ? null : new(StateDirectory, rootsDirectory) }, time);
}

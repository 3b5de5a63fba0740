namespace Reconciler.Engine.Servers;

/// <summary>Makes the right kind of server for an address. Nothing is opened yet.</summary>
public interface IServerConnector
{
    /// <param name="heartbeat">
    /// Beaten by all work on this server, from any thread: at each few MiB that it writes or reads, each entry of a tree that it looks at, seals or
    /// deletes, each answer of the server. A single call that cannot tell how far it is (a barrier) must have little enough to do to be done well
    /// within <see cref="Heartbeat.LongestSilence"/>.
    /// </param>
    IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat);
}

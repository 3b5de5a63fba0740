namespace Reconciler.Engine.Servers;

/// <summary>Makes the right kind of server for an address. Nothing is opened yet.</summary>
public interface IServerConnector
{
    IServer Connect(ServerEndpoint endpoint);
}

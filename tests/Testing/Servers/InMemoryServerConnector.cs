using System.Collections.Concurrent;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Testing.Servers;

/// <summary>A network of in-memory servers, one root an address.</summary>
public sealed class InMemoryServerConnector : IServerConnector
{
    private readonly ConcurrentDictionary<ServerAddress, InMemoryRoot> roots = new();

    /// <summary>Told each call on every server before it does anything; may throw, or wait.</summary>
    public Func<ServerName, ServerStep, PackageName?, Task>? Before { get; set; }

    /// <summary>Told each call that has done its work, before whoever called learns of it; may throw, or wait.</summary>
    public Func<ServerName, ServerStep, PackageName?, Task>? After { get; set; }

    public InMemoryRoot Root(ServerAddress address) => roots.GetOrAdd(address, _ => new());

    /// <summary>Of the newest connection to each server, for tests that let one work slowly.</summary>
    public ConcurrentDictionary<ServerName, Heartbeat> Heartbeats { get; } = new();

    public IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat)
    {
        Heartbeats[endpoint.Name] = heartbeat;
        return new InMemoryServer(
            endpoint,
            Root(endpoint.Address),
            heartbeat,
            (step, package) => Before is null ? Task.CompletedTask : Before(endpoint.Name, step, package),
            (step, package) => After is null ? Task.CompletedTask : After(endpoint.Name, step, package));
    }
}

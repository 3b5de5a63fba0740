using System.Collections.Concurrent;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Upkeep;

/// <summary>Visits servers outside of a plan, several at a time. One that cannot be used, or that hangs, holds nobody up for long.</summary>
internal sealed class ServerRound(IServerConnector connector, TimeProvider time)
{
    private const int ServersAtOnce = 16;

    /// <param name="failed">Makes the result of a server that cannot be used.</param>
    /// <returns>Sorted by the servers' names.</returns>
    internal async Task<T[]> VisitAsync<T>(
        IEnumerable<DistributionServer> servers,
        Func<DistributionServer, IServer, CancellationToken, Task<T>> visit,
        Func<DistributionServer, ServerException, T> failed,
        CancellationToken cancellationToken)
    {
        var results = new ConcurrentDictionary<ServerName, T>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ServersAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(servers, options, async (server, token) =>
        {
            await using var watched = new WatchedServer(connector, ServerEndpoint.Of(server), Heartbeat.LongestSilence, time);
            try
            {
                results[server.Name] = await watched.RunAsync(connected => visit(server, connected, token), token);
            }
            catch (ServerException failure)
            {
                results[server.Name] = failed(server, failure);
            }
        });
        return [.. results.OrderBy(result => result.Key).Select(result => result.Value)];
    }
}

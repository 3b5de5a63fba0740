using System.Collections.Concurrent;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Despooling;

/// <summary>Takes the orders of one site from the spool and hands each to the lane of its server. One despooler a site at a time.</summary>
internal sealed class SiteDespooler(
    SiteName? site, ISpool spool, IServerConnector connector, IContentStore content, DespoolerOptions options, TimeProvider time)
{
    private readonly Dictionary<ServerName, WatchedLane> lanes = [];
    private readonly ConcurrentDictionary<string, Task> working = new(StringComparer.Ordinal);

    /// <summary>Runs until it is cancelled; then waits a short while for what is under way.</summary>
    internal async Task RunAsync(IProgress<CopiedBytes> progress, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var lease = await spool.TakeAsync(site, cancellationToken);
                var lane = LaneOf(lease.Order, progress);
                working[lease.Order.Id] = CarryOutAsync(lane, lease, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end of the run. A lane that hangs is left behind: its threads are background threads.
            await Task.WhenAll(working.Values).WaitAsync(WatchedServer.LongestFarewell, time, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
        finally
        {
            foreach (var lane in lanes.Values)
                await lane.DisposeAsync();
        }
    }

    private WatchedLane LaneOf(CopyOrder order, IProgress<CopiedBytes> progress)
    {
        if (order is CopyOrder.Visit || !lanes.TryGetValue(order.Server.Name, out var lane))
            lanes[order.Server.Name] = lane = NewLane(order.Server, progress);
        if (order is CopyOrder.Depart)
            lanes.Remove(order.Server.Name);
        return lane;
    }

    private WatchedLane NewLane(ServerEndpoint server, IProgress<CopiedBytes> progress) =>
        new(new(connector, server, options.NoProgressAfter, time), content, time, progress);

    private async Task CarryOutAsync(WatchedLane lane, ISpoolLease lease, CancellationToken cancellationToken)
    {
        var order = lease.Order;
        try
        {
            var result = await lane.CarryOutAsync(order, cancellationToken);
            await spool.ReportAsync(result, cancellationToken);
            await lease.AcknowledgeAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await lease.GiveBackAsync(CancellationToken.None);
        }
        catch (Exception defect)
        {
            // Not the world's failure but ours: say so as this order's result, so that the run ends and the others go on.
            await spool.ReportAsync(
                new CopyResult.Failed(order.Id, order.Order, TroubleKind.IoError, $"unexpected {defect.GetType().Name}: {defect.Message}", WasTouched: true, HeldObservation.Unknown, null),
                CancellationToken.None);
            await lease.AcknowledgeAsync(CancellationToken.None);
        }
        finally
        {
            working.TryRemove(order.Id, out _);
            if (order is CopyOrder.Depart)
                await lane.DisposeAsync();
        }
    }
}

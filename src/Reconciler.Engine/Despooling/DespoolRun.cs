using System.Threading.Channels;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Despooling;

/// <summary>What all the work of one run shares: the desk for orders, the recorder, a queue for each server, and the stream of what happened.</summary>
internal sealed class DespoolRun : IProgress<CopiedBytes>
{
    private readonly ChannelWriter<Happened> happened;
    private readonly TimeProvider time;
    private readonly Dictionary<ServerName, ServerQueue> queues = [];

    internal DespoolRun(DespoolerParts parts, RunIdentity identity, ActualPlacement recorded, ChannelWriter<Happened> happened)
    {
        this.happened = happened;
        time = parts.Time;
        Identity = identity;
        Desk = new(parts.Spool);
        Recorder = new(parts.Records, recorded, identity, parts.Time);
    }

    internal RunIdentity Identity { get; }

    /// <summary>What orders and records are filed under.</summary>
    internal string PlanHash => Identity.PlanHash ?? "";

    internal DateTimeOffset Now => time.GetUtcNow();

    internal OrderDesk Desk { get; }

    internal Recorder Recorder { get; }

    internal IReadOnlyCollection<ServerQueue> Queues => queues.Values;

    internal void Tell(Happened what) => happened.TryWrite(what);

    void IProgress<CopiedBytes>.Report(CopiedBytes value) => Tell(new Happened.Copied(value.Server, value.Package, value.Bytes));

    /// <summary>Queues must all be made before <see cref="WorkAsync"/>.</summary>
    internal void Open(ServerEndpoint endpoint, VisitTerms terms) => queues.Add(endpoint.Name, new(endpoint, terms, this));

    internal ServerQueue? QueueOf(ServerName server) => queues.GetValueOrDefault(server);

    /// <summary>Runs despoolers and queues until <paramref name="work"/> has nothing more to add and all of it is done.</summary>
    internal async Task WorkAsync(DespoolerParts parts, IEnumerable<SiteName?> sites, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var places = new SemaphoreSlim(parts.Options.ServersAtOnce);
        var background = sites.Select(site => new SiteDespooler(site, parts.Spool, parts.Connector, parts.Contents.Store, parts.Options, time).RunAsync(this, ending.Token))
            .Append(Desk.DeliverAsync(ending.Token))
            .ToArray();
        try
        {
            var serving = Task.WhenAll(queues.Values.Select(queue => queue.RunAsync(places, cancellationToken)));
            var working = WorkThenCompleteAsync(work, cancellationToken);

            // Whichever breaks first ends the other: a record that cannot be written stops the run.
            await await Task.WhenAny(serving, working);
            await Task.WhenAll(serving, working);
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(background.Select(Ended));
            await Recorder.DisposeAsync();
        }

        foreach (var queue in queues.Values.Where(queue => queue.Failure is not null))
            Tell(new Happened.ServerFailed(queue.Name, queue.Failure!.Kind, queue.Failure.Message, queue.Owed));
    }

    internal Task RecordFailureAsync(ServerName server, CopyResult.Failed failed)
    {
        var attempt = (Recorder.Recorded.Facts.GetValueOrDefault(server)?.Trouble?.Attempt ?? 0) + 1;
        return Recorder.RecordAsync(server, new ServerEvent.Failed(failed.Kind, attempt, BackOff.Next(failed.Kind, attempt, server, Now), failed.Message));
    }

    private async Task WorkThenCompleteAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        finally
        {
            foreach (var queue in queues.Values)
                queue.Complete();
        }
    }

    private static async Task Ended(Task background)
    {
        try
        {
            await background;
        }
        catch (OperationCanceledException)
        {
            // That is how a background task ends.
        }
    }
}

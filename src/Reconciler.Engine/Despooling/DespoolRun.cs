using System.Collections.Concurrent;
using System.Threading.Channels;
using Reconciler.Core.Content;
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
    private readonly ConcurrentDictionary<Digest, Lazy<Task<bool>>> restored = new();

    internal DespoolRun(DespoolerParts parts, RunIdentity identity, ActualPlacement recorded, ChannelWriter<Happened> happened)
    {
        this.happened = happened;
        time = parts.Time;
        Identity = identity;
        Loaded = recorded;
        Desk = new(parts.Spool);
        Recorder = new(parts.Records, recorded, identity, parts.Time);
    }

    internal RunIdentity Identity { get; }

    /// <summary>The state as it was when the run began.</summary>
    internal ActualPlacement Loaded { get; }

    /// <summary>What orders and records are filed under.</summary>
    internal string PlanHash => Identity.PlanHash ?? "";

    /// <summary>Something newer is to be done: what is begun is finished, and the rest is dropped.</summary>
    internal bool IsGivingWay => GiveWay.IsCancellationRequested;

    internal CancellationToken GiveWay { private get; init; }

    internal DateTimeOffset Now => time.GetUtcNow();

    internal OrderDesk Desk { get; }

    internal Recorder Recorder { get; }

    internal IReadOnlyCollection<ServerQueue> Queues => queues.Values;

    internal void Tell(Happened what) => happened.TryWrite(what);

    void IProgress<CopiedBytes>.Report(CopiedBytes value) => Tell(new Happened.Copied(value.Server, value.Package, value.Bytes));

    /// <summary>Queues must all be made before <see cref="WorkAsync"/>.</summary>
    internal void Open(ServerEndpoint endpoint, VisitTerms terms) => queues.Add(endpoint.Name, new(endpoint, terms, this));

    internal ServerQueue? QueueOf(ServerName server) => queues.GetValueOrDefault(server);

    /// <summary>An object that many copies find damaged at the same time is restored once a run; all of them learn whether it succeeded.</summary>
    internal Task<bool> RestoreOnceAsync(Digest damaged, Func<Task<bool>> restore) => restored.GetOrAdd(damaged, _ => new(restore)).Value;

    /// <summary>Runs despoolers and queues until <paramref name="work"/> has nothing more to add and all of it is done.</summary>
    internal async Task WorkAsync(DespoolerParts parts, IEnumerable<SiteName?> sites, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var places = new SemaphoreSlim(parts.Options.ServersAtOnce);
        Task[] background =
        [
            .. sites.Select(site => new SiteDespooler(site, parts.Spool, parts.Connector, parts.Contents.Store, parts.Options, time).RunAsync(this, ending.Token)),
            Desk.DeliverAsync(ending.Token),
        ];
        Task[] working = [.. queues.Values.Select(queue => queue.RunAsync(places, ending.Token)), WorkThenCompleteAsync(work, ending.Token)];
        try
        {
            await AllOrFirstFailureAsync(working, background);
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(background.Concat(working).Select(Ended));
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

    /// <summary>Whichever breaks first ends the others: a record that cannot be written stops the run.</summary>
    private static async Task AllOrFirstFailureAsync(Task[] working, Task[] background)
    {
        var left = working.Length;
        await foreach (var ended in Task.WhenEach([.. working, .. background]))
        {
            await ended;
            if (--left == 0)
                return;
        }
    }

    /// <summary>However it ends: the failure that counts is thrown already.</summary>
    private static async Task Ended(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}

using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Despooling;

/// <summary>One package of a plan. Its removals wait for its own copies, and for nobody else's.</summary>
internal sealed class PackageRun(DespoolerParts parts, DespoolRequest request, DespoolRun run, Turns turns, Neighbours neighbours, PackageName name)
{
    private readonly DesiredPackage? package = request.Desired.Packages.GetValueOrDefault(name);
    private readonly Outcomes outcomes = new(run, name);

    // Kept while copies are made, so that the lanes of all servers share them.
    private readonly List<Manifest> manifests = [];

    /// <summary>Brings the contents into the store; the work that is returned goes on by itself.</summary>
    internal async Task<Task> StartAsync(ImmutableArray<PlanAction> actions, ImmutableArray<Cleanup> cleanups, CancellationToken cancellationToken)
    {
        var copies = actions.Where(action => action.Kind is ActionKind.Place or ActionKind.Update or ActionKind.Refresh).ToArray();
        var removals = actions.Where(action => action.Kind == ActionKind.Remove).ToArray();
        var ready = new List<PlanAction>();
        foreach (var version in copies.GroupBy(copy => copy.To!.Digest))
        {
            var isReady = await PrepareAsync(version.Key, [.. version], cancellationToken);
            turns.Prepared(name, version, isReady);
            if (isReady)
                ready.AddRange(version);
        }

        return FinishAsync(ready, removals, cleanups, isReady: ready.Count == copies.Length, cancellationToken);
    }

    /// <summary>A version whose source fails holds up its own copies only.</summary>
    private async Task<bool> PrepareAsync(Digest digest, PlanAction[] copies, CancellationToken cancellationToken)
    {
        if (run.IsGivingWay)
            return Ended(copies);

        try
        {
            manifests.Add(await parts.Contents.Ensure_NeedsLockAsync(SourceOf(digest), digest, request.Snapshot, cancellationToken));
            return true;
        }
        catch (SourceException failure)
        {
            var reason = failure.Fault == SourceFault.Changing ? HoldReason.SourceChanging : HoldReason.SourceFailed;
            run.Tell(new Happened.SourceFailed(name, reason, failure.Message, copies.Sum(action => action.Servers.Count)));
            return Ended(copies);
        }
    }

    /// <summary>Nobody needs to wait for these copies.</summary>
    private bool Ended(PlanAction[] copies)
    {
        foreach (var action in copies)
        {
            foreach (var server in action.Servers)
                turns.End(name, server);
        }

        return false;
    }

    private VersionSource SourceOf(Digest digest) =>
        VersionSource.Of(package!.Package, package.Versions.First(version => version.Content is DesiredContent.Known known && known.Digest == digest).Version);

    private async Task FinishAsync(
        IReadOnlyCollection<PlanAction> copies, PlanAction[] removals, ImmutableArray<Cleanup> cleanups, bool isReady, CancellationToken cancellationToken)
    {
        var ends = await Task.WhenAll(
            from action in copies
            from server in action.Servers
            select PlaceAsync(action, server, cancellationToken));

        var failed = ends.Count(end => end.End is CopyResult.Failed failure && !failure.Kind.IsOfTheServer());

        // A server that showed something else gets its copy after a new plan, and the removals wait for that.
        var isSurprised = ends.Any(end => end.End is CopyResult.Observed observed && observed.Digest != end.To);
        if (removals.Length > 0 && !isSurprised && !run.IsGivingWay && MayRemove(removals, failed, isReady))
            await Task.WhenAll(from action in removals from server in action.Servers select RemoveAsync(action, server, cancellationToken));

        await Task.WhenAll(from cleanup in cleanups from server in cleanup.Servers select CleanAsync(cleanup, server, cancellationToken));
    }

    /// <summary>Judged again with what the copies really did: the plan hoped that they would succeed.</summary>
    private bool MayRemove(PlanAction[] removals, int failedCopies, bool isReady)
    {
        var removed = removals.Aggregate(request.Recorded.Servers.Empty, (all, action) => all | action.Servers);
        if (failedCopies > 0 || !isReady)
        {
            run.Tell(new Happened.RemovalsHeld(name, removed.Count, $"copies of {name} failed, and removals wait for them"));
            return false;
        }

        if (package is { Package.MinHolders: > 0 and var minHolders } && run.Recorder.Recorded.Packages.TryGetValue(name, out var record))
        {
            var left = (record.Held - record.Interrupted - record.Drifted - removed).Count;
            if (left < Math.Min(minHolders, HoldersPlanned(removed)))
            {
                run.Tell(new Happened.RemovalsHeld(name, removed.Count, $"{name} would be left on {left} servers, and minHolders says {minHolders}"));
                return false;
            }
        }

        return true;
    }

    /// <summary>Where a plan leaves fewer than <c>minHolders</c> and is carried out all the same, somebody has approved it.</summary>
    private int HoldersPlanned(ServerSet removed)
    {
        var copied = request.Plan.Actions
            .Where(action => action is { IsHeld: false, Kind: ActionKind.Place or ActionKind.Update or ActionKind.Refresh } && action.Package == name)
            .Aggregate(request.Recorded.Servers.Empty, (all, action) => all | action.Servers);
        var sound = request.Recorded.Packages.TryGetValue(name, out var record) ? record.Held - record.Interrupted - record.Drifted : request.Recorded.Servers.Empty;
        return ((sound | copied) - removed).Count;
    }

    private async Task<(CopyResult? End, Digest To)> PlaceAsync(PlanAction action, ServerName server, CancellationToken cancellationToken)
    {
        var content = package!.Find(action.To!.Digest)!;
        var place = new PackagePlace(name, package.Package.PublishAs);
        var reuse = neighbours.WithContent(action.To.Digest, name, server);
        var displaces = await turns.BeforeTakingAsync(name, server, place.PublishAs, cancellationToken) ?? neighbours.Displaced(place.PublishAs, name, server);
        var work = Work(server, Begun(action, server), (order, endpoint, site) => new CopyOrder.Place(
            NewId(), order, run.PlanHash, site, endpoint, place, action.From?.Digest, action.To.Digest, action.To.Version, content.FileTime,
            action.Kind == ActionKind.Refresh, reuse, displaces, request.Desired.Resources.Policy.IgnoreExtra));
        var end = await run.QueueOf(server)!.Add(work);
        if (end is CopyResult.Failed { Missing: { } missing } && await run.RestoreOnceAsync(missing, () => RestoreAsync(missing, action.To.Digest, cancellationToken)))
            end = await run.QueueOf(server)!.Add(work.Again());

        if (end is not null)
            await outcomes.PlacedAsync(action, server, end, package.Package.PublishAs);
        turns.End(name, server);
        return (end, action.To.Digest);
    }

    private async Task RemoveAsync(PlanAction action, ServerName server, CancellationToken cancellationToken)
    {
        var publishAs = run.Recorder.Recorded.Packages[name].HoldingOf(server)?.PublishAs ?? name.Value;
        await turns.BeforeLeavingAsync(name, server, action.From!.Digest, publishAs).WaitAsync(cancellationToken);
        var work = Work(server, Begun(action, server), (order, endpoint, site) => new CopyOrder.Remove(
            NewId(), order, run.PlanHash, site, endpoint, new(name, publishAs), action.From.Digest));
        if (await run.QueueOf(server)!.Add(work) is { } end)
            await outcomes.RemovedAsync(action, server, end);
    }

    private async Task CleanAsync(Cleanup cleanup, ServerName server, CancellationToken cancellationToken)
    {
        await turns.BeforeLeavingAsync(name, server, cleanup.Digest, path: null).WaitAsync(cancellationToken);
        var publishAs = package?.Package.PublishAs ?? name.Value;
        var work = Work(server, null, (order, endpoint, site) => new CopyOrder.Clean(
            NewId(), order, run.PlanHash, site, endpoint, new(name, publishAs), cleanup.Digest, request.Desired.Resources.Policy.IgnoreExtra));
        if (await run.QueueOf(server)!.Add(work) is { } end)
            await outcomes.CleanedAsync(cleanup, server, end);
    }

    private CellWork Work(ServerName server, TransferPackageEvent.Begun? begun, Func<OrderNumber, ServerEndpoint, SiteName?, CopyOrder> order)
    {
        var queue = run.QueueOf(server)!;
        return new(name, server, number => order(number, queue.Endpoint, queue.Site), begun);
    }

    private static TransferPackageEvent.Begun Begun(PlanAction action, ServerName server) =>
        new(action.From?.Digest, action.To?.Digest, action.Cause.ToString(), action.Servers.Only(server));

    private async Task<bool> RestoreAsync(Digest missing, Digest planned, CancellationToken cancellationToken)
    {
        try
        {
            await parts.Contents.Restore_NeedsLockAsync(SourceOf(planned), missing, planned, request.Snapshot, cancellationToken);
            return true;
        }
        catch (SourceException)
        {
            // The copy's own failure is told and recorded; the source is judged anew by the next plan.
            return false;
        }
    }

    private static string NewId() => Guid.NewGuid().ToString("n");
}

using System.Collections.Immutable;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Despooling;

namespace Reconciler.Engine.Reconciling;

/// <summary>Reads placements back when their proof has grown old: only while no copy waits, and within a budget of bytes.</summary>
internal sealed class LoopVerification(LoopParts parts, LoopTiming timing, TimeProvider time, Func<LoopEvent, Task> tell)
{
    private long looked;
    private TimeSpan rest;

    /// <summary>Of the last slice.</summary>
    internal bool FoundDrift { get; private set; }

    internal bool IsDue(PlanMade left) =>
        timing.VerifyBytesPerSecond > 0
        && time.GetElapsedTime(looked) >= rest
        && left.Plan.WithoutRepairs().Actions.All(action => action.IsHeld || action.Kind == ActionKind.Leave);

    /// <param name="isWanted">Something else is to be done: what is begun is finished, the rest waits for another slice.</param>
    /// <returns>False when nothing is due.</returns>
    internal async Task<bool> TrySliceAsync(ResourceSet resources, Func<bool> isWanted, CancellationToken cancellationToken)
    {
        FoundDrift = false;
        looked = time.GetTimestamp();
        var now = time.GetUtcNow();
        var actual = parts.State.Packages.Load(new ServerTable(), cancellationToken);
        var choice = VerifyChoice.Of(actual, resources, Scope.Everything, parts.Allowed, now, parts.FindManifest);
        var due = DueVerification.Of(choice, actual, resources.Policy, parts.FindManifest, now, timing.SliceBytes);
        rest = timing.RestAfter(due.Bytes);
        if (due.Sets.IsEmpty || parts.State.Estate.Find() is not { } estate)
        {
            rest = timing.Interval;
            return false;
        }

        using var giveWay = new CancellationTokenSource();
        var request = new VerifyRequest(
            due.Sets,
            resources.Servers.ToImmutableDictionary(server => server.Name),
            resources.Policy.VerifyProof,
            resources.Policy.IgnoreExtra,
            actual,
            new(estate.Id, parts.Held, PlanHash: null, Commit: null))
        {
            GiveWay = giveWay.Token,
        };
        await foreach (var what in parts.Despooler().VerifyAsync(request, cancellationToken))
        {
            FoundDrift |= what is Happened.Verified { Differences.IsEmpty: false };
            await tell(new LoopEvent.Verifying(what));
            parts.Pulse.Beat();
            if (isWanted())
                await giveWay.CancelAsync();
        }

        parts.State.Packages.Tidy_NeedsLock(parts.Held, cancellationToken);
        return true;
    }
}

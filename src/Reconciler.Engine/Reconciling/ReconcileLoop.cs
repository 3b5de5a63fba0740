using Reconciler.Engine.Repositories;
using Reconciler.Engine.Servers;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Reconciling;

/// <summary>
/// Reconciles for ever: on an interval, when a wait is over, and at once when somebody wants it. Each pass reads everything anew, so that whatever
/// was missed meanwhile is met by the next one. One reconciliation at a time; requests come first, and whatever comes while one runs is merged.
/// </summary>
/// <param name="tell">Awaited, one at a time.</param>
public sealed class ReconcileLoop(LoopParts parts, LoopTiming timing, TimeProvider time, Func<LoopEvent, Task> tell)
{
    private readonly LoopPulse pulse = parts.Pulse;

    /// <summary>A wait that ends is met a little later, so that two clocks need not agree.</summary>
    private static readonly TimeSpan shortestRest = TimeSpan.FromSeconds(1);

    private readonly LoopTarget target = new(parts, time, tell);
    private readonly LoopVerification verification = new(parts, timing, time, tell);
    private volatile bool isNudged;
    private int failures;
    private PlanMade? left;

    /// <summary>Look at the repository now. Safe from any thread, and a signal's.</summary>
    public void Nudge() => isNudged = true;

    /// <summary>Until it is cancelled; then what was begun is ended cleanly.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using (pulse.Entrust())
                await parts.Door.ServeAsync(cancellationToken);
            isNudged = false;
            var began = time.GetTimestamp();
            var rest = await PassAsync(cancellationToken);
            await tell(new LoopEvent.Passed(target.Attempted, left, time.GetUtcNow() + rest) { Took = time.GetElapsedTime(began) });
            await RestAsync(rest, cancellationToken);
        }
    }

    /// <returns>How long to rest.</returns>
    private async Task<TimeSpan> PassAsync(CancellationToken cancellationToken)
    {
        try
        {
            left = null;
            if (await target.FindAsync(cancellationToken) is { } commit)
                await ReconcileAsync(commit, cancellationToken);
            failures = 0;
            return Rest();
        }
        catch (Exception failure) when (IsOfTheWorld(failure))
        {
            failures++;
            var rest = timing.AfterFailures(failures, Random.Shared.NextDouble());
            await tell(new LoopEvent.Failed(failure, rest));
            if (failure is RepositoryException)
                await HealAsync(cancellationToken);
            return rest;
        }
    }

    private async Task ReconcileAsync(string commit, CancellationToken cancellationToken)
    {
        if (await RunOnceAsync(commit, cancellationToken) is not RunStep.Refused refused)
            return;

        if (await target.RefuseAsync(target.Attempted!, refused.Message) is { } good)
            await RunOnceAsync(good, cancellationToken);
    }

    /// <summary>The repository cannot be asked for news; what it said last is kept up all the same.</summary>
    private async Task HealAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (parts.State.Commits.LastBegun is { Commit: var good })
                await RunOnceAsync(good, cancellationToken);
        }
        catch (Exception failure) when (IsOfTheWorld(failure))
        {
            // Most likely the failure that has just been told; the next pass tells it otherwise.
        }
    }

    /// <returns>The last step.</returns>
    private async Task<RunStep?> RunOnceAsync(string commit, CancellationToken cancellationToken)
    {
        using var giveWay = new CancellationTokenSource();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(giveWay, ended.Token);
        RunStep? last = null;

        // Before the first step sources are read, and that takes as long as they are large.
        var trust = pulse.Entrust();
        try
        {
            var request = new RunRequest(target.At(commit), AllowRewind: parts.AllowRewind) { Initiative = Initiative.Own, GiveWay = giveWay.Token };
            await foreach (var step in parts.Reconciliation.RunOnceAsync(request, parts.Held, parts.Despooler(), cancellationToken))
            {
                trust.Dispose();
                last = step;
                await tell(new LoopEvent.Step(step));
                pulse.Beat();
            }

            left = (last as RunStep.Finished)?.After;
            return last;
        }
        finally
        {
            trust.Dispose();
            await ended.CancelAsync();
            await watching;
        }
    }

    /// <summary>A run gives way to whoever asks, and to a newer commit: between orders, so that nothing is cut.</summary>
    private async Task WatchAsync(CancellationTokenSource giveWay, CancellationToken ended)
    {
        try
        {
            var looked = time.GetTimestamp();
            while (true)
            {
                await Task.Delay(LoopTiming.Poll, time, ended);
                if (parts.Door.IsAnyoneWaiting)
                    break;

                if (!isNudged && time.GetElapsedTime(looked) < timing.Interval)
                    continue;

                isNudged = false;
                looked = time.GetTimestamp();
                if (await target.FindNewerAsync(ended) is not { } newer)
                    continue;

                isNudged = true;
                await tell(new LoopEvent.Superseded(newer));
                break;
            }

            await giveWay.CancelAsync();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The run ended before anything else was wanted.
        }
    }

    /// <summary>Not by the wall clock: that may be put back by years, and nobody would see the loop stand still.</summary>
    private async Task RestAsync(TimeSpan rest, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (!IsWanted && time.GetElapsedTime(began) < rest)
        {
            pulse.Beat();
            if (left is null || !verification.IsDue(left) || !await verification.TrySliceAsync(left.Desired.Resources, () => IsWanted, cancellationToken))
                await Task.Delay(LoopTiming.Poll, time, cancellationToken);
            else if (verification.FoundDrift)
                return;
        }
    }

    private bool IsWanted => isNudged || parts.Door.IsAnyoneWaiting;

    /// <summary>Until the interval is over, or something that failed is due for its next try.</summary>
    private TimeSpan Rest()
    {
        var usual = timing.Jittered(Random.Shared.NextDouble());
        if (left is null)
            return usual;

        var now = time.GetUtcNow();
        var tries = left.Actual.Facts.Values.Select(facts => facts.Trouble?.RetryAt)
            .Concat(left.Actual.Packages.Values.SelectMany(package => package.Troubles).Select(trouble => trouble.RetryAt))
            .Where(at => at > now)
            .Min();
        return tries is { } soonest && soonest - now < usual ? Max(soonest - now, shortestRest) : usual;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>What may be otherwise the next time. Anything else is a defect, and ends the program loudly.</summary>
    private static bool IsOfTheWorld(Exception failure) =>
        failure is RepositoryException or StateWriteException or StateUnreadableException or SourceException or ServerException;
}

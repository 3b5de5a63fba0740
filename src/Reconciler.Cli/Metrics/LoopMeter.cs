using System.Diagnostics.Metrics;
using Reconciler.Cli.Listening;
using Reconciler.Core.Planning;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Metrics;

/// <summary>Measures what the loop tells, as instruments of one meter, whoever reads them.</summary>
internal sealed class LoopMeter : ILoopListener
{
    internal const string Name = "Reconciler";

    private static readonly InstrumentAdvice<double> seconds = new() { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800, 7200] };

    private readonly TimeProvider time;
    private readonly Counters counters;
    private readonly Gauges gauges;
    private readonly Histogram<double> planning;
    private readonly Histogram<double> fetching;
    private readonly Histogram<double> reconciling;
    private (string Commit, string Reason)? refused;
    private string? failure;

    /// <param name="converged">When the estate last was as Git says, by the records; null: never.</param>
    internal LoopMeter(Meter meter, TimeProvider time, DateTimeOffset? converged, string version)
    {
        this.time = time;
        counters = new(meter);
        gauges = new(meter, converged, version);
        ProcessGauges.Add(meter);
        planning = meter.CreateHistogram("reconciler.plan.duration", "s", "How long it took to read a commit with its contents and the records, and to compare them", tags: null, seconds);
        fetching = meter.CreateHistogram("reconciler.git.fetch.duration", "s", "How long a look at the configuration repository took", tags: null, seconds);
        reconciling = meter.CreateHistogram("reconciler.reconcile.duration", "s", "How long a pass of the loop took, copies included", tags: null, seconds);
    }

    public Task TellAsync(LoopEvent what)
    {
        switch (what)
        {
            case LoopEvent.Fetched fetched:
                counters.Fetched(fetched.IsDone);
                fetching.Record(fetched.Took.TotalSeconds);
                break;
            case LoopEvent.Step { What: var step }:
                Tell(step);
                break;
            case LoopEvent.Verifying { What: var happened }:
                Tell(happened);
                break;
            case LoopEvent.Unusable unusable:
                refused = (unusable.Commit.Id, LoopObstacle.ReasonOf(unusable));
                break;
            case LoopEvent.Failed failed:
                failure = LoopObstacle.ReasonOf(failed);
                break;
            case LoopEvent.Passed passed:
                Tell(passed);
                break;
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Tell(RunStep step)
    {
        switch (step)
        {
            case RunStep.Planned { Made: var made }:
                planning.Record(made.Took.TotalSeconds);
                gauges.Now = gauges.Now with { Left = made };
                break;
            case RunStep.Doing { What: var happened }:
                Tell(happened);
                break;
        }
    }

    private void Tell(Happened what)
    {
        switch (what)
        {
            case Happened.Copied copied:
                counters.Copied(copied.Bytes);
                break;
            case Happened.Placed placed:
                counters.Acted(placed.Kind, isDone: true);
                break;
            case Happened.Removed:
                counters.Acted(ActionKind.Remove, isDone: true);
                break;
            case Happened.Failed failed:
                counters.Acted(failed.Kind, isDone: false);
                break;
            case Happened.Verified verified:
                counters.Verified(verified.Differences.IsEmpty);
                break;
            case Happened.ServerFailed:
                counters.ServerFailed();
                break;
            case Happened.SourceFailed:
                counters.SourceFailed();
                break;
        }
    }

    private void Tell(LoopEvent.Passed passed)
    {
        // A commit that cannot be used is told once, and stays so until there is another.
        var refusal = refused is { } old && old.Commit == passed.Attempted?.Id ? old.Reason : null;
        var isConverged = passed.Left is { Plan.IsConverged: true };
        reconciling.Record(passed.Took.TotalSeconds);
        counters.Reconciled((failure, refusal, isConverged) switch
        {
            (not null, _, _) => PassOutcome.Failed,
            (_, not null, _) => PassOutcome.Refused,
            (_, _, true) => PassOutcome.Converged,
            _ => PassOutcome.NotConverged,
        });
        var (ended, obstacle) = (time.GetUtcNow(), failure ?? refusal);
        gauges.Now = new(passed.Left ?? gauges.Now.Left, ended, isConverged && obstacle is null ? ended : gauges.Now.LastConverged, obstacle);
        failure = null;
    }
}

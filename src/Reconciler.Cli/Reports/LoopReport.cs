using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Listening;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>The loop for a terminal or a journal: one plain line for each thing that happened, and none while nothing changes.</summary>
/// <param name="status">Takes one line: how things stand now.</param>
internal sealed class LoopReport(VerbContext context, Workplace workplace, Action<string> status) : ILoopListener
{
    private readonly Terminal terminal = context.Terminal;
    private readonly HappenedReport happened = new(context);
    private readonly EventLog events = new(workplace.Directory, context.Surroundings.Time);
    private readonly LoopStandingFile standing = new(workplace.Directory);
    private LoopObstacle? obstacle;
    private (string Commit, LoopObstacle Obstacle)? refused;
    private string? lastPlan;
    private string? lastEnding;
    private string? lastFailure;

    internal Task BeginAsync(LoopTiming timing)
    {
        var revision = workplace.Values.Revision.Revision ?? "HEAD";
        return terminal.Out.WriteLineAsync(
            $"Following {revision} of {workplace.Repository.Name}, every {Moment.Age(timing.Interval)}; state in {workplace.Directory.Root}");
    }

    public async Task TellAsync(LoopEvent what)
    {
        if (!IsRepeated(what))
            events.Add(what);
        await WriteLinesAsync(what);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task WriteLinesAsync(LoopEvent what) => what switch
    {
        LoopEvent.Step step => WriteStepAsync(step.What),
        LoopEvent.Unusable unusable => WriteUnusableAsync(unusable),
        LoopEvent.Failed failed => WriteFailureAsync(failed),
        LoopEvent.Superseded superseded => terminal.Out.WriteLineAsync($"{superseded.Commit[..7]} is newer: what has not begun yet is planned anew"),
        LoopEvent.Verifying verifying => WriteVerifiedAsync(verifying.What),
        LoopEvent.Passed passed => WritePassedAsync(passed),
        _ => Task.CompletedTask,
    };

    private async Task WriteStepAsync(RunStep step)
    {
        switch (step)
        {
            case RunStep.EstateStarted started:
                await terminal.Out.WriteLineAsync($"First run: this is estate {started.Estate[..8]}");
                break;
            case RunStep.Planned { Made: var made } when made.Plan.Hash != lastPlan:
                lastPlan = made.Plan.Hash;
                await new DiagnosticsReport(context).WriteNotesAsync(made.Reading, [.. made.Diagnostics.Where(diagnostic => diagnostic.Severity > Severity.Note)]);
                if (made.Plan.Actions.Any(action => !action.IsHeld))
                    await terminal.Out.WriteLineAsync($"{made.Plan.Commit.ShortId}: {PlanText.Ending(made.Plan)}");
                break;
            case RunStep.Rewinding rewinding:
                await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Yellow("warning:")} {rewinding.Message}; followed all the same, as was allowed");
                break;
            case RunStep.PlanKept kept:
                await terminal.Error.WriteLineAsync($"Kept plan {kept.Hash[..PlanHash.MinLength]}; 'reconciler approve {kept.Hash[..PlanHash.MinLength]}' lets its removals go.");
                break;
            case RunStep.Doing { What: var what } when happened.Line(what) is { } line:
                await Writer(what).WriteLineAsync(line);
                break;
        }
    }

    private TextWriter Writer(Happened what) =>
        what is Happened.Failed or Happened.ServerFailed or Happened.SourceFailed or Happened.RemovalsHeld ? terminal.Error : terminal.Out;

    /// <summary>A failure is told once, not at every try.</summary>
    private bool IsRepeated(LoopEvent what) => what is LoopEvent.Failed failed && failed.Failure.Message == lastFailure;

    private async Task WriteUnusableAsync(LoopEvent.Unusable unusable)
    {
        if (unusable.Reading is { } reading)
            await new DiagnosticsReport(context).WriteNotesAsync(reading, unusable.Diagnostics);
        var why = unusable.Message ?? $"{PlanText.Count(unusable.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error), "error")} in its configuration";
        var good = unusable.Good is null ? "there is no earlier one to go on with" : $"going on with {unusable.Good[..7]}";
        await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Red("error:")} {unusable.Commit.ShortId} is not used: {why}; {good}");
        refused = (unusable.Commit.Id, new(LoopObstacle.ReasonOf(unusable), $"{unusable.Commit.ShortId} is not used: {why}; {good}"));
    }

    private async Task WriteFailureAsync(LoopEvent.Failed failed)
    {
        obstacle = new(LoopObstacle.ReasonOf(failed), failed.Failure.Message);
        if (failed.Failure.Message == lastFailure)
            return;

        lastFailure = failed.Failure.Message;
        await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Red("error:")} {failed.Failure.Message} (next try in {Moment.Age(failed.NextIn)})");
    }

    private async Task WriteVerifiedAsync(Happened what)
    {
        if (what is Happened.Verified { Differences.IsEmpty: false } drift)
            await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Yellow("drift:")} {drift.Package} on {drift.Server}: {DifferenceText.Line(drift.Differences)}");
        else if (what is not Happened.Verified && happened.Line(what) is { } line)
            await Writer(what).WriteLineAsync(line);
    }

    /// <summary>For <c>status</c>; a full disk is told where a record is written.</summary>
    private void Keep(LoopEvent.Passed passed)
    {
        try
        {
            var now = obstacle ?? (refused is { } old && old.Commit == passed.Attempted?.Id ? old.Obstacle : null);
            standing.Write(new(passed.Attempted?.Id, context.Surroundings.Time.GetUtcNow(), now));
        }
        catch (StateWriteException)
        {
            // What was said before stays; nothing but the answer of 'status' depends on it.
        }

        obstacle = null;
    }

    private async Task WritePassedAsync(LoopEvent.Passed passed)
    {
        var hasFailed = obstacle is not null;
        Keep(passed);
        if (passed.Left is not { } left)
        {
            status(lastFailure ?? "nothing to follow yet");
            return;
        }

        var ending = $"{left.Plan.Commit.ShortId}: {(left.Plan.IsConverged ? $"converged, {PlanText.Count(left.Plan.Counts.Unchanged, "placement")}" : PlanText.Ending(left.Plan))}";
        if (ending != lastEnding || (lastFailure is not null && !hasFailed))
            await terminal.Out.WriteLineAsync(ending);
        lastEnding = ending;
        if (!hasFailed)
            lastFailure = null;
        status(ending);
    }
}

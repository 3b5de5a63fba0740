using Reconciler.Cli.Terminals;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>One sync as it goes on: the plan, what happened line by line, and what is left. Gives the exit code at the end.</summary>
/// <param name="strictness">Which holds count at the end.</param>
internal sealed class SyncReport(VerbContext context, Workplace workplace, Strictness strictness)
{
    /// <summary>The first sync names so many servers.</summary>
    private const int ServersNamed = 10;

    private readonly Terminal terminal = context.Terminal;
    private readonly ProgressLine progress = new(context);
    private readonly HappenedReport happened = new(context);
    private readonly EventLog events = new(workplace.Directory, context.Surroundings.Time);
    private PlanMade? first;
    private PlanMade? last;
    private ExitCode? refused;

    internal async Task WriteAsync(RunStep step)
    {
        events.Add(step);
        switch (step)
        {
            case RunStep.Invalid invalid:
                await new DiagnosticsReport(context).WriteAsync(invalid.Reading, invalid.Diagnostics);
                refused = ExitCode.Invalid;
                break;
            case RunStep.Refused refusal:
                await WriteRefusalAsync(refusal);
                break;
            case RunStep.Rewinding rewinding:
                await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Yellow("warning:")} {rewinding.Message}; followed all the same, as was allowed");
                break;
            case RunStep.EstateStarted started when !context.IsQuiet:
                await WritePlacesAsync(started);
                break;
            case RunStep.Planned planned:
                first = planned.Made;
                await new DiagnosticsReport(context).WriteNotesAsync(planned.Made.Reading, planned.Made.Diagnostics);
                if (context.Format == OutputFormat.Text)
                    await WritePlanAsync(planned.Made);
                break;
            case RunStep.PlanKept kept when !context.IsQuiet:
                await terminal.Error.WriteLineAsync($"Kept plan {kept.Hash[..PlanHash.MinLength]}; 'reconciler approve {kept.Hash[..PlanHash.MinLength]}' lets its removals go at the next sync.");
                break;
            case RunStep.Doing doing:
                progress.Tell(doing.What);
                if (happened.Line(doing.What) is { } line)
                    await progress.AroundAsync(() => Writer(doing.What).WriteLineAsync(line));
                break;
            case RunStep.Finished finished:
                progress.End();
                last = finished.After;
                break;
        }
    }

    private async Task WritePlanAsync(PlanMade made)
    {
        var sheet = PlanSheet.Of(made.Plan, made.Diagnostics) with { Ending = PlanText.Closing(made.Plan) };
        foreach (var line in new PlanReport(terminal.Style, new(terminal.OutWidth), PlanListing.Usual) { ListsAll = "'reconciler plan --all' lists them", ShowsAll = "" }.Lines(sheet))
            await terminal.Out.WriteLineAsync(line);
    }

    /// <summary>Writes the end of the run.</summary>
    internal async Task<ExitCode> EndAsync()
    {
        if (refused is { } code)
            return code;

        if (context.Format == OutputFormat.Json)
            await SyncJson.WriteAsync(terminal.Out, first!, last!, happened);
        else if (HadWork)
            await WriteEndingAsync();
        return Code(last!);
    }

    private bool HadWork => happened.Count > 0;

    private TextWriter Writer(Happened what) =>
        context.Format == OutputFormat.Text && what is not (Happened.Failed or Happened.ServerFailed or Happened.SourceFailed or Happened.RemovalsHeld)
            ? terminal.Out
            : terminal.Error;

    private async Task WriteEndingAsync()
    {
        var left = last!.Plan;
        await terminal.Out.WriteLineAsync();
        await terminal.Out.WriteLineAsync(happened.Summary());
        if (!left.Actions.IsEmpty)
        {
            await terminal.Out.WriteLineAsync("Left to do:");
            foreach (var action in left.Actions.Take(PlanReport.Unfolded))
                await terminal.Out.WriteLineAsync($"  {VisibleText.Of(PlanText.Line(action))}");
            if (left.Actions.Length > PlanReport.Unfolded)
                await terminal.Out.WriteLineAsync($"  … and {PlanText.Count(left.Actions.Length - PlanReport.Unfolded, "more action")}; 'reconciler plan --all' lists them");
        }

        await terminal.Out.WriteLineAsync(terminal.Style.Bold(PlanText.Closing(left)));
    }

    private async Task WritePlacesAsync(RunStep.EstateStarted started)
    {
        await terminal.Error.WriteLineAsync($"First sync: this is estate {started.Estate[..8]}.");
        await terminal.Error.WriteLineAsync($"State:   {workplace.Directory.Root}");
        var label = "Servers:";
        foreach (var server in started.Servers.Take(ServersNamed))
        {
            await terminal.Error.WriteLineAsync($"{label} {server.Name} in {workplace.RootOf(server)}");
            label = "        ";
        }

        if (started.Servers.Length > ServersNamed)
            await terminal.Error.WriteLineAsync($"{label} and {started.Servers.Length - ServersNamed} more: 'reconciler list servers'");
        await terminal.Error.WriteLineAsync();
    }

    private async Task WriteRefusalAsync(RunStep.Refused refusal)
    {
        await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Red("error:")} {refusal.Message}");
        foreach (var cells in refusal.Moved)
            await terminal.Error.WriteLineAsync($"  {VisibleText.Of($"{cells.Package} on {cells.Servers}: {cells.Reason}; was: {cells.Was}; is: {cells.Is}")}");
        if (context.Format == OutputFormat.Json)
            await JsonReport.WriteAsync(terminal.Out, writer => RefusalJson.Write(writer, refusal));
        refused = refusal.Refusal == Refusal.StalePlan ? ExitCode.StalePlan : ExitCode.Error;
    }

    /// <summary>A source that failed is a failure also where no server waits for it: nobody knows whether one should.</summary>
    private ExitCode Code(PlanMade left) => ExitCodes.Worst(left.Plan.Actions
        .Select(action => action.Hold?.Reason.Class() switch
        {
            HoldClass.Guarded => ExitCode.Guarded,
            HoldClass.Waiting when strictness == Strictness.AsDeclared => ExitCode.Done,
            _ => ExitCode.NotConverged,
        })
        .Append(happened.Failed > 0 || left.Notes.Any(note => note.Severity == Severity.Error) ? ExitCode.NotConverged : ExitCode.Done));
}

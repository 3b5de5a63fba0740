using System.Text;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Calls;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>A plan for people, or as JSON.</summary>
internal sealed class PlanReport(VerbContext context)
{
    private readonly Terminal terminal = context.Terminal;
    private readonly Style style = context.Terminal.Style;

    /// <param name="all">List what needs nothing, too.</param>
    internal async Task WriteAsync(PlanMade made, bool all)
    {
        if (context.Format == OutputFormat.Json)
            await terminal.Out.WriteLineAsync(Encoding.UTF8.GetString(PlanFile.Write(made.Plan, ServerForm.Names)));
        else
            await WriteTextAsync(made, all);
    }

    internal async Task WriteTextAsync(PlanMade made, bool all)
    {
        var plan = made.Plan;
        await terminal.Out.WriteLineAsync(Heading(made));
        await terminal.Out.WriteLineAsync(style.Dim(PlanText.RecordedState(plan)));
        if (plan.Actions.Length > 0 || plan.Renames.Length > 0 || all)
            await terminal.Out.WriteLineAsync();
        foreach (var rename in plan.Renames)
            await terminal.Out.WriteLineAsync(PlanText.Line(rename));
        foreach (var action in plan.Actions.Where(action => action.Kind != ActionKind.Leave || action.IsHeld))
            await WriteActionAsync(action);
        foreach (var line in PlanText.LeaveLines(plan))
            await terminal.Out.WriteLineAsync(line);
        foreach (var keep in all ? plan.Keeps : [])
            await terminal.Out.WriteLineAsync(style.Dim(PlanText.Line(keep)));
        await WriteFootAsync(made);
    }

    private async Task WriteActionAsync(PlanAction action)
    {
        var line = PlanText.Line(action);
        var bytes = action is { IsHeld: false, Kind: ActionKind.Place or ActionKind.Update or ActionKind.Refresh } ? style.Dim($"  {ByteSize.Text(action.Copy.Bytes)}") : "";
        await terminal.Out.WriteLineAsync($"{Coloured(action, line)}{bytes}");
        await terminal.Out.WriteLineAsync(style.Dim($"    {action.Cause}"));
    }

    private async Task WriteFootAsync(PlanMade made)
    {
        var plan = made.Plan;
        if (plan.Actions.Length > 0 || plan.Cleanups.Length > 0 || plan.Renames.Length > 0)
            await terminal.Out.WriteLineAsync();
        if (PlanText.Cleanups(plan) is { } cleanups)
            await terminal.Out.WriteLineAsync(style.Dim(cleanups));
        foreach (var finding in plan.Guards)
            await terminal.Out.WriteLineAsync($"{style.Yellow("guard:")} {finding.Message}");
        if (plan.Actions.Any(action => action.Hold?.Reason == HoldReason.Guard))
            await terminal.Out.WriteLineAsync($"Removals wait. To let them go: 'reconciler approve {plan.Hash[..PlanHash.MinLength]}' after a sync has kept this plan, or --dangerous-allow-removals={Removals(plan)}.");
        await terminal.Out.WriteLineAsync(style.Bold(PlanText.Ending(plan, made.Scope.IsEverything ? null : made.Scope.ToString())));
        if (PlanText.Kept(plan) is { } kept)
            await terminal.Out.WriteLineAsync(kept);
    }

    private string Heading(PlanMade made)
    {
        var commit = made.Plan.Commit;
        var name = commit.RefName is { } branch ? $"{branch} at {commit.ShortId}" : commit.ShortId;
        var what = commit.HasUncommittedFiles ? $"the work tree on {name}" : $"{name}, \"{commit.Summary}\"";
        return $"{style.Bold("Plan")} for {what}{(made.Scope.IsEverything ? "" : $", within {made.Scope}")}";
    }

    private string Coloured(PlanAction action, string line) => action switch
    {
        { IsHeld: true } => style.Yellow(line),
        { Kind: ActionKind.Place } => style.Green(line),
        { Kind: ActionKind.Remove } => style.Red(line),
        { Kind: ActionKind.Update or ActionKind.Refresh } => style.Cyan(line),
        _ => line,
    };

    private static int Removals(Plan plan) => plan.Actions.Where(action => action.Kind == ActionKind.Remove).Sum(action => action.Servers.Count);
}

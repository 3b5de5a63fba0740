using System.Text;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Calls;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>A plan for people, or as JSON.</summary>
internal sealed class PlanReport(VerbContext context)
{
    private readonly Terminal terminal = context.Terminal;
    private readonly Style style = context.Terminal.Style;

    /// <summary>Its closing line.</summary>
    internal Func<Plan, string> Ending { get; init; } = PlanText.Ending;

    /// <param name="all">List what needs nothing, too.</param>
    internal Task WriteAsync(Plan plan, bool all = false) => context.Format == OutputFormat.Json ? WriteJsonAsync(plan) : WriteTextAsync(plan, all);

    /// <summary>Its bytes end with a line feed.</summary>
    private Task WriteJsonAsync(Plan plan) => terminal.Out.WriteAsync(Encoding.UTF8.GetString(PlanFile.Write(plan, ServerForm.Names)));

    internal async Task WriteTextAsync(Plan plan, bool all = false)
    {
        await terminal.Out.WriteLineAsync($"{style.Bold("Plan")} for {CommitText.Of(plan.Commit)}{(plan.Scope.IsEverything ? "" : $", within {plan.Scope}")}");
        await terminal.Out.WriteLineAsync(style.Dim(PlanText.RecordedState(plan)));
        if (plan.Actions.Length > 0 || plan.Renames.Length > 0 || all)
            await terminal.Out.WriteLineAsync();
        await WriteActionsAsync(plan);
        foreach (var keep in all ? plan.Keeps : [])
            await terminal.Out.WriteLineAsync(style.Dim(PlanText.Line(keep)));
        await WriteFootAsync(plan);
    }

    internal async Task WriteActionsAsync(Plan plan)
    {
        foreach (var rename in plan.Renames)
            await terminal.Out.WriteLineAsync(PlanText.Line(rename));
        foreach (var action in plan.Actions.Where(action => action.Kind != ActionKind.Leave || action.IsHeld))
            await WriteActionAsync(action);
        foreach (var line in PlanText.LeaveLines(plan))
            await terminal.Out.WriteLineAsync(line);
    }

    private async Task WriteActionAsync(PlanAction action)
    {
        var line = VisibleText.Of(PlanText.Line(action));
        var bytes = action is { IsHeld: false, Unread: null, Kind: ActionKind.Place or ActionKind.Update or ActionKind.Refresh } ? style.Dim($"  {ByteSize.Text(action.Copy.Bytes)}") : "";
        await terminal.Out.WriteLineAsync($"{new PlanColours(style).Of(action, line)}{bytes}");
        await terminal.Out.WriteLineAsync(style.Dim($"    {VisibleText.Of(action.Cause.ToString())}"));
    }

    internal async Task WriteFootAsync(Plan plan)
    {
        if (plan.Actions.Length > 0 || plan.Cleanups.Length > 0 || plan.Renames.Length > 0)
            await terminal.Out.WriteLineAsync();
        if (PlanText.Cleanups(plan) is { } cleanups)
            await terminal.Out.WriteLineAsync(style.Dim(cleanups));
        foreach (var finding in plan.Guards)
            await terminal.Out.WriteLineAsync($"{style.Yellow("guard:")} {finding.Message}");
        if (plan.Actions.Any(action => action.Hold?.Reason == HoldReason.Guard))
            await terminal.Out.WriteLineAsync($"Removals wait. To let them go: 'reconciler approve {plan.Hash[..PlanHash.MinLength]}' after a sync has kept this plan, or --dangerous-allow-removals={Removals(plan)}.");
        await terminal.Out.WriteLineAsync(style.Bold(Ending(plan)));
        if (PlanText.Kept(plan) is { } kept)
            await terminal.Out.WriteLineAsync(kept);
    }

    private static int Removals(Plan plan) => plan.Actions.Where(action => action.Kind == ActionKind.Remove).Sum(action => action.Servers.Count);
}

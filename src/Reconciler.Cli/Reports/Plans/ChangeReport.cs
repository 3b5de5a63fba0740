using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>The plan of a change that is not merged yet, for people, or as JSON.</summary>
internal sealed class ChangeReport(VerbContext context)
{
    private readonly Terminal terminal = context.Terminal;
    private readonly Style style = context.Terminal.Style;

    /// <param name="all">List what is pending anyway, too.</param>
    internal Task WriteAsync(ChangeMade made, bool all) => context.Format == OutputFormat.Json
        ? JsonReport.WriteAsync(terminal.Out, writer => ChangeJson.Write(writer, made))
        : WriteTextAsync(made, all);

    private async Task WriteTextAsync(ChangeMade made, bool all)
    {
        var comparison = made.Comparison;
        var change = comparison.Change;
        await terminal.Out.WriteLineAsync($"{style.Bold("Plan")} for {CommitText.Of(made.Change)}, merged into {CommitText.Of(made.Into)}{(change.Scope.IsEverything ? "" : $", within {change.Scope}")}");
        await terminal.Out.WriteLineAsync(style.Dim(State(made)));
        await WritePartAsync(change, heading: null);
        if (all)
        {
            await WritePartAsync(comparison.Undone, PlanText.Undone(comparison));
            await WritePartAsync(comparison.Pending, PlanText.Pending(comparison));
        }

        await new PlanReport(context) { Ending = _ => PlanText.Ending(comparison) }.WriteFootAsync(change);
        if (!all && PlanText.Undone(comparison) is { } undone)
            await terminal.Out.WriteLineAsync($"{undone} --all lists them.");
        if (!all && PlanText.Pending(comparison) is { } pending)
            await terminal.Out.WriteLineAsync($"{pending} --all lists them.");
    }

    private async Task WritePartAsync(Plan part, string? heading)
    {
        if (part.Actions.IsEmpty && part.Renames.IsEmpty)
            return;

        await terminal.Out.WriteLineAsync();
        if (heading is not null)
            await terminal.Out.WriteLineAsync(style.Bold(heading));
        await new PlanReport(context).WriteActionsAsync(part);
    }

    /// <summary>What the plan was made from; without records, from what.</summary>
    internal static string State(ChangeMade made) => made.IsAssumed
        ? $"No recorded state: compared with what {made.Into.RefName ?? made.Into.ShortId} says, as if every server held that"
        : PlanText.RecordedState(made.With.Plan);
}

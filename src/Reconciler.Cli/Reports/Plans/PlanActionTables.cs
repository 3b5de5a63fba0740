using System.Collections.Immutable;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>The actions of a plan in a comment: a table for each kind, a row an action, with its cause.</summary>
internal static class PlanActionTables
{
    private static readonly MarkdownNoun action = new("action", "actions");

    internal static ImmutableArray<MarkdownSection> Sections(Plan plan) =>
    [
        .. plan.Actions.Where(action => action.IsHeld || action.Kind != ActionKind.Leave)
            .GroupBy(PlanCells.Step)
            .OrderBy(kind => kind.Key.Order)
            .Select(kind => Section(kind.Key, [.. kind], plan.Details)),
    ];

    /// <summary>What is told apart from the plan, in one table.</summary>
    internal static MarkdownSection Rest(PlanPart part)
    {
        var what = part.Summary.Split(':')[0].ToLowerInvariant();
        var lead = MarkdownRow.Head("", "Package", "Servers", "Why");
        return new(part.Summary.TrimEnd('.'), new($"action {what}", $"actions {what}"), [new(lead, [.. part.Plan.Actions.Select(RestRow)])]) { IsFolded = true };
    }

    private static MarkdownSection Section(PlanStepKind kind, ImmutableArray<PlanAction> actions, PlanDetails? details)
    {
        var (columns, cells) = Columns(kind, actions, details);
        var packages = actions.Select(action => action.Package).Distinct().Count();
        var title = $"{MarkdownNoun.Number(actions.Sum(action => action.Servers.Count))} {kind.Word}, {PlanText.Count(packages, "package")}";
        return new(title, action, [new(MarkdownRow.Head(columns), [.. actions.Select(one => MarkdownRow.Cells(one.Package.Value, cells(one)))])]) { IsFolded = true };
    }

    private static (string[] Columns, Func<PlanAction, string[]> Cells) Columns(PlanStepKind kind, ImmutableArray<PlanAction> actions, PlanDetails? details)
    {
        if (kind == PlanStepKind.OnHold)
            return (["Package", "Step", "Servers", "Waits", "Why"], one => [PlanCells.Package(one), one.Kind.Word(), PlanCells.Servers(one), PlanCells.Hold(one.Hold!), PlanCells.Cause(one.Cause)]);

        if (kind.Sign == ActionKind.Remove.Sign())
            return (["Package", "Servers", "Why"], one => [PlanCells.Package(one), PlanCells.Servers(one), PlanCells.Cause(one.Cause)]);

        if (actions.Any(one => PlanCells.Inside(one, details).Length > 0))
            return (["Package", "Inside", "Servers", "To copy:", "Why"], one => [PlanCells.Package(one), PlanCells.Inside(one, details), PlanCells.Servers(one), PlanCells.Bytes(one), PlanCells.Cause(one.Cause)]);

        return (["Package", "Servers", "To copy:", "Why"], one => [PlanCells.Package(one), PlanCells.Servers(one), PlanCells.Bytes(one), PlanCells.Cause(one.Cause)]);
    }

    private static MarkdownRow RestRow(PlanAction one)
    {
        var sign = one.Hold is { } hold ? $"`!` {one.Kind.Word()}, {PlanCells.Hold(hold)}" : PlanCells.Sign(one.Kind.Sign(), one.Kind.Word());
        return MarkdownRow.Cells(one.Package.Value, sign, PlanCells.Package(one), PlanCells.Servers(one), PlanCells.Cause(one.Cause));
    }
}

using System.Collections.Immutable;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What a plan needs somebody for: guards, holds that do not end by themselves, servers without room, contents that cannot be read.</summary>
internal static class PlanNeeds
{
    internal static bool IsNeeded(PlanSheet sheet) => !Rows(sheet).IsEmpty;

    internal static ImmutableArray<MarkdownSection> Section(PlanSheet sheet) =>
        [.. MarkdownSection.Optional("Needs somebody", new("thing that needs somebody", "things that need somebody"), "", Rows(sheet)).Select(section => section with { IsUrgent = true })];

    private static ImmutableArray<MarkdownRow> Rows(PlanSheet sheet) =>
    [
        .. Guarded(sheet),
        .. sheet.Plan.Guards.Select(finding => MarkdownRow.Item($"**guard**: {MarkdownText.Prose(finding.Message)}")),
        .. Holds(sheet.Plan),
        .. Short(sheet.Plan),
        .. sheet.Plan.Unreadable.Select(package => MarkdownRow.Item($"The content of {MarkdownText.Code(package.Value)} could not be read, and who holds it is left in peace.")),
    ];

    private static IEnumerable<MarkdownRow> Guarded(PlanSheet sheet)
    {
        var waiting = Placements(sheet.Plan.Actions.Where(action => action.Hold?.Reason == HoldReason.Guard));
        if (waiting > 0)
            yield return MarkdownRow.Item($"**{Removals(waiting)} until somebody approves.** When a sync has kept this plan, type `reconciler approve {PlanMarkdownHead.ShortHash(sheet)}`.");
    }

    private static string Removals(int number) => number == 1 ? "1 removal waits" : $"{MarkdownNoun.Number(number)} removals wait";

    private static IEnumerable<MarkdownRow> Holds(Plan plan) =>
        from action in plan.Actions
        where action.Hold?.Reason.Class() == HoldClass.NotConverged
        group action by (action.Hold!.Reason, action.Hold.Detail) into same
        orderby same.Key.Reason
        select MarkdownRow.Item(Hold(same.First().Hold!, [.. same]));

    private static string Hold(Hold hold, PlanAction[] actions)
    {
        var servers = actions.Select(action => action.Servers).Aggregate((all, some) => all | some);
        var packages = actions.Select(action => action.Package).Distinct().Count();
        return $"{PlanCells.Hold(hold)} – {Placements(packages, actions)} on {PlanCells.Servers(servers)}; {MarkdownText.Code($"reconciler why {servers.First} {actions[0].Package}", most: 300)}";
    }

    private static string Placements(int packages, PlanAction[] actions) =>
        packages == 1 ? MarkdownText.Code(actions[0].Package.Value) : new MarkdownNoun("package", "packages").Count(packages);

    private static IEnumerable<MarkdownRow> Short(Plan plan) =>
        from need in plan.Details?.Spaces ?? []
        where need.IsShort
        select MarkdownRow.Item($"**no room** on {MarkdownText.Code(need.Server.Value)}: {ByteSize.Text(need.Bytes)} to copy, {ByteSize.Text(need.FreeBytes)} free as of {Moment.Text(need.RecordedAt)}");

    private static int Placements(IEnumerable<PlanAction> actions) => actions.Sum(action => action.Servers.Count);
}

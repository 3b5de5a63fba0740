using System.Text;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What a comment begins with, and what is never cut: the verdict, the closing line, what was planned from what, the counts.</summary>
internal static class PlanMarkdownHead
{
    internal static string Text(PlanSheet sheet, CommentHost host)
    {
        var most = host.LimitBytes / 8;
        return $"""
            [//]: # (hash {sheet.Hash})

            ## {Verdict(sheet)}

            **{MarkdownText.Prose(sheet.Ending, 2 * most)}**

            {MarkdownText.Prose(sheet.Title, most)}. {MarkdownText.Prose(sheet.State, most)}.

            """.ReplaceLineEndings("\n") + Counts(sheet.Plan);
    }

    internal static string ShortHash(PlanSheet sheet) => sheet.Hash[..PlanHash.MinLength];

    private static string Verdict(PlanSheet sheet) => $"{Icon(sheet)} Reconciler: {Words(sheet)}";

    private static string Icon(PlanSheet sheet) => sheet.Plan switch
    {
        _ when PlanNeeds.IsNeeded(sheet) || sheet.Diagnostics.Any(problem => problem.Severity == Severity.Error) => "⚠️",
        { Actions.IsEmpty: true } => "✅",
        { OnlyWaits: true } => "⏸️",
        _ => "📦",
    };

    private static string Words(PlanSheet sheet)
    {
        var counts = sheet.Plan.Counts;
        if (sheet.Plan.Actions.IsEmpty)
            return WithoutActions(sheet);

        if (sheet.Plan.Actions.All(action => action.IsHeld))
            return $"nothing to do now, {MarkdownNoun.Number(counts.OnHold)} on hold";

        return string.Join(", ", new (int Number, string Word)[]
        {
            (counts.ToPlace, "to place"), (counts.ToUpdate, "to update"), (counts.ToRefresh, "to refresh"), (counts.ToRemove, "to remove"), (counts.OnHold, "on hold"), (counts.Left, "left"),
        }.Where(count => count.Number > 0).Select(count => $"{MarkdownNoun.Number(count.Number)} {count.Word}"));
    }

    private static string WithoutActions(PlanSheet sheet) => sheet switch
    {
        { Plan.Unreadable.IsEmpty: false } => "nothing to do now, contents could not be read",
        { IsChange: true } => "this change moves nothing",
        { Plan.Scope.IsEverything: false } => "no changes in this part",
        _ => "no changes",
    };

    private static string Counts(Plan plan)
    {
        if (plan.Actions.IsEmpty)
            return "";

        var table = new StringBuilder($"\n{MarkdownRow.Head("", "Placements:", "Packages:", "Servers:", "To copy:")}\n");
        foreach (var kind in plan.Actions.GroupBy(PlanCells.Step).OrderBy(kind => kind.Key.Order))
            table.Append(Row(kind.Key.Sign, kind.Key.Word, [.. kind])).Append('\n');
        if (plan.Counts.Unchanged is > 0 and var unchanged)
            table.Append(MarkdownRow.Cells(null, PlanCells.Sign(ActionKind.Keep.Sign(), "unchanged"), MarkdownNoun.Number(unchanged), "", "", "").Text).Append('\n');
        return table.ToString();
    }

    private static string Row(char sign, string word, PlanAction[] actions)
    {
        var bytes = actions.Sum(action => action.Copy.Bytes);
        return MarkdownRow.Cells(
            null,
            PlanCells.Sign(sign, word),
            MarkdownNoun.Number(actions.Sum(action => action.Servers.Count)),
            MarkdownNoun.Number(actions.Select(action => action.Package).Distinct().Count()),
            MarkdownNoun.Number(actions.Select(action => action.Servers).Aggregate((all, servers) => all | servers).Count),
            bytes == 0 ? "" : ByteSize.Text(bytes)).Text;
    }
}

using Reconciler.Cli.Reports.Markdown;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>A plan as the comment on a pull request: what happens and who is needed first, the rest folded, and all of it within the host's limit.</summary>
internal static class PlanMarkdown
{
    internal static string Write(PlanSheet sheet, CommentHost host) => new MarkdownComment(
        PlanMarkdownHead.Text(sheet, host),
        [
            .. PlanFacts.Section(sheet.Plan),
            .. PlanNeeds.Section(sheet),
            .. DiagnosticsMarkdown.Problems(sheet.Diagnostics),
            .. PlanMatrix.Section(sheet.Plan),
            .. PlanActionTables.Sections(sheet.Plan),
            .. ContentTables.Section(sheet.Plan),
            .. sheet.Rest.Select(PlanActionTables.Rest),
            .. PlanAsides.Sections(sheet),
        ],
        Foot(sheet)).Text(host);

    private static string Foot(PlanSheet sheet)
    {
        var more = sheet.Plan.Actions.IsEmpty ? "" : " `reconciler why SERVER PACKAGE` tells all about one placement.";
        return $"\nPlan {MarkdownText.Code(PlanMarkdownHead.ShortHash(sheet))}, made {Moment.Text(sheet.Plan.MadeAt)}.{more}\n";
    }
}

using System.Collections.Immutable;
using System.Text;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>A plan as the comment on a pull request: what happens and who is needed first, the rest folded, and all of it within the host's limit.</summary>
internal static class PlanMarkdown
{
    /// <summary>The first line, which no host shows: by it a pipeline finds the comment that it wrote before.</summary>
    internal const string Marker = "[//]: # (reconciler plan)";

    internal static string Write(PlanSheet sheet, CommentHost host)
    {
        var cut = new MarkdownCut(
        [
            .. PlanNeeds.Section(sheet),
            .. PlanProblems.Section(sheet.Diagnostics, Severity.Warning, "Problems", new("problem", "problems")),
            .. PlanFacts.Section(sheet.Plan),
            .. PlanMatrix.Section(sheet.Plan),
            .. PlanActionTables.Sections(sheet.Plan),
            .. ContentTables.Section(sheet.Plan),
            .. sheet.Rest.Select(PlanActionTables.Rest),
            .. PlanAsides.Sections(sheet),
        ], host);
        var (head, foot) = (PlanMarkdownHead.Text(sheet, host), Foot(sheet));
        cut.Fit(host.LimitBytes - Encoding.UTF8.GetByteCount(head) - Encoding.UTF8.GetByteCount(foot));
        return $"{head}{cut.LeftOut()}{string.Concat(cut.Texts())}{foot}";
    }

    /// <summary>Of a section that there is no need for, nothing.</summary>
    internal static ImmutableArray<MarkdownSection> Optional(string title, MarkdownNoun noun, string lead, ImmutableArray<MarkdownRow> rows, bool isFolded = true) =>
        rows.IsEmpty ? [] : [new(title, noun, [new(lead, rows)]) { IsFolded = isFolded }];

    private static string Foot(PlanSheet sheet) =>
        $"\nPlan {MarkdownText.Code(PlanMarkdownHead.ShortHash(sheet))}, made {Moment.Text(sheet.Plan.MadeAt)}. `reconciler why SERVER PACKAGE` tells all about one placement.\n";
}

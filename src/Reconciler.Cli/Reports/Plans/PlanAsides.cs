using System.Collections.Immutable;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What a comment ends with, folded: servers that are left, renames, cleanups, what is kept and how that was proven, notes.</summary>
internal static class PlanAsides
{
    internal static ImmutableArray<MarkdownSection> Sections(PlanSheet sheet) => [.. Left(sheet.Plan), .. Besides(sheet), .. Proofs(sheet.Plan)];

    private static ImmutableArray<MarkdownSection> Left(Plan plan)
    {
        var left = plan.Actions.Where(action => action is { Kind: ActionKind.Leave, IsHeld: false }).SelectMany(action => action.Servers).CountBy(server => server).OrderBy(server => server.Key).ToArray();
        return MarkdownSection.Folded(
            $"{PlanText.Count(left.Length, "server")} no longer declared",
            new("server that is left", "servers that are left"),
            "",
            [.. left.Select(server => MarkdownRow.Item($"{MarkdownText.Code(server.Key.Value)} is no longer declared: {PlanText.Count(server.Value, "package")} left there"))]);
    }

    private static ImmutableArray<MarkdownSection> Besides(PlanSheet sheet)
    {
        ImmutableArray<MarkdownRow> rows =
        [
            .. sheet.Plan.Renames.Select(rename => MarkdownRow.Item($"{MarkdownText.Code(rename.To.Value)} was {MarkdownText.Code(rename.From.Value)}: same address, 0 B")),
            .. PlanText.Cleanups(sheet.Plan) is { } cleanups ? [MarkdownRow.Item(cleanups)] : ImmutableArray<MarkdownRow>.Empty,
            .. PlanText.Kept(sheet.Plan) is { } kept ? [MarkdownRow.Item(kept)] : ImmutableArray<MarkdownRow>.Empty,
            .. sheet.Diagnostics.Where(note => note.Severity == Severity.Note).Select(DiagnosticsMarkdown.Row),
        ];
        return MarkdownSection.Folded("Besides", new("note", "notes"), "", rows);
    }

    private static ImmutableArray<MarkdownSection> Proofs(Plan plan) => MarkdownSection.Folded(
        "How that which is kept was proven",
        new("kind of proof", "kinds of proof"),
        MarkdownRow.Head("Proof", "Placements:", "Older than the policy says:", "Oldest:"),
        [.. (plan.Details?.Proofs ?? []).Select(proof => MarkdownRow.Cells(null, proof.Kind.Word(), MarkdownNoun.Number(proof.Placements), MarkdownNoun.Number(proof.Stale), Moment.Age(plan.MadeAt - proof.Oldest)))]);
}

using System.Collections.Immutable;
using System.Globalization;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Core.Planning;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>Packages in rows, sites in columns, and in each cell how many placements change how: <c>+3 ~2 !1</c>.</summary>
internal sealed class PlanMatrix
{
    /// <summary>More would not fit the width of a comment: the rest shares a column.</summary>
    private const int MostColumns = 8;

    private readonly ImmutableArray<(string Head, ServerSet Servers)> columns;

    private PlanMatrix(Plan plan, ImmutableArray<SiteServers> sites)
    {
        var touched = plan.Actions.Select(action => action.Servers).Aggregate((all, servers) => all | servers);
        var busiest = sites.Select(site => (Head: site.Site is { } name ? MarkdownText.Code(name.Value) : "central", Servers: site.Servers & touched, site.Site))
            .Where(site => !site.Servers.IsEmpty)
            .OrderByDescending(site => plan.Actions.Sum(action => (action.Servers & site.Servers).Count))
            .ThenBy(site => site.Site?.Value, StringComparer.Ordinal)
            .ToArray();
        var shown = busiest.Length <= MostColumns ? busiest : busiest[..(MostColumns - 1)];
        var rest = busiest[shown.Length..];
        columns =
        [
            .. shown.OrderBy(site => site.Site?.Value, StringComparer.Ordinal).Select(site => (site.Head, site.Servers)),
            .. rest.Length == 0 ? [] : new[] { ($"{MarkdownNoun.Number(rest.Length)} more sites", rest.Select(site => site.Servers).Aggregate((all, servers) => all | servers)) },
        ];
    }

    /// <summary>None where the sites are not known, or where there is only one.</summary>
    internal static ImmutableArray<MarkdownSection> Section(Plan plan) =>
        plan is { Actions.IsEmpty: false, Details.Sites: { Length: > 1 } sites } ? new PlanMatrix(plan, sites).Section(plan.Actions) : [];

    private ImmutableArray<MarkdownSection> Section(ImmutableArray<PlanAction> actions)
    {
        var lead = $"{MarkdownRow.Head(["Package", .. columns.Select(column => column.Head)])}\n{Row("**all**", null, [.. actions]).Text}";
        var rows = actions.GroupBy(action => action.Package).Select(package => Row(MarkdownText.Code(package.Key.Value), package.Key.Value, [.. package]));
        return MarkdownSection.Folded("Packages by site", new("row of packages by site", "rows of packages by site"), lead, [.. rows]);
    }

    private MarkdownRow Row(string head, string? package, PlanAction[] actions) =>
        MarkdownRow.Cells(package, [head, .. columns.Select(column => Cell(actions, column.Servers))]);

    private static string Cell(PlanAction[] actions, ServerSet servers)
    {
        var counts = actions.GroupBy(PlanCells.Step)
            .OrderBy(step => step.Key.Order)
            .Select(step => (step.Key.Sign, Count: step.Sum(action => (action.Servers & servers).Count)))
            .Where(step => step.Count > 0)
            .Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Sign}{step.Count}"));
        var text = string.Join(' ', counts);
        return text.Length == 0 ? "" : $"`{text}`";
    }
}

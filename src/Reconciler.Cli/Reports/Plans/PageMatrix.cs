using Reconciler.Cli.Reports.Html;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>Packages by sites: how many placements of each kind. The script makes each cell a filter.</summary>
internal sealed class PageMatrix(HtmlWriter html)
{
    private const int PackagesAtMost = 200;
    private const int SitesAtMost = 30;

    internal void Write(Plan plan)
    {
        var rows = PageActions.Rows(plan);
        var packages = rows.GroupBy(action => action.Package).ToArray();
        var all = SitesOf(plan, rows);
        if (all.Length == 0)
            return;

        // The largest, where not all have room; by name in any case.
        var largest = all.OrderByDescending(site => site.Servers.Count).Take(SitesAtMost).ToHashSet();
        var sites = all.Where(largest.Contains).ToArray();
        html.Line($"<section id=\"matrix\" aria-labelledby=\"matrix-title\"><h2 id=\"matrix-title\">Packages by site</h2>");
        html.Line($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"All packages and sites\"><table class=\"matrix\" aria-labelledby=\"matrix-title\">");
        html.Add($"<thead><tr><td></td>");
        foreach (var site in sites)
            html.Add($"<th scope=\"col\">{PageServers.NameOf(site)}</th>");
        if (all.Length > sites.Length)
            html.Add($"<th scope=\"col\" class=\"others\">{PlanText.Count(all.Length - sites.Length, "more site")}</th>");
        html.Line($"</tr></thead>");
        html.Line($"<tbody>");
        foreach (var package in packages.Take(PackagesAtMost))
            WriteRow(package, sites, hasOthers: all.Length > sites.Length);
        html.Line($"</tbody></table></div>");
        if (packages.Length > PackagesAtMost)
            html.Line($"<p class=\"note\">{PlanText.Count(packages.Length - PackagesAtMost, "more package")} below, in the table of actions.</p>");
        html.Line($"</section>");
    }

    private static SiteServers[] SitesOf(Plan plan, PlanAction[] rows)
    {
        var told = rows.Select(action => action.Servers).DefaultIfEmpty().Aggregate((all, servers) => all! | servers!);
        return told is null ? [] : [.. (plan.Details?.Sites ?? []).Where(site => site.Servers.Overlaps(told))];
    }

    private void WriteRow(IGrouping<PackageName, PlanAction> package, SiteServers[] sites, bool hasOthers)
    {
        html.Add($"<tr><th scope=\"row\">{package.Key}</th>");
        var shown = new Dictionary<string, int>();
        foreach (var site in sites)
        {
            var counts = Counts(package, action => (action.Servers & site.Servers).Count);
            WriteCell(counts);
            foreach (var (kind, count) in counts)
                shown[kind] = shown.GetValueOrDefault(kind) + count;
        }

        if (hasOthers)
            WriteCell(Counts(package, action => action.Servers.Count).Select(all => (all.Kind, all.Count - shown.GetValueOrDefault(all.Kind))));
        html.Line($"</tr>");
    }

    private void WriteCell(IEnumerable<(string Kind, int Count)> counts)
    {
        html.Add($"<td>");
        var separator = "";
        foreach (var (kind, count) in counts.Where(counted => counted.Count > 0))
        {
            html.Add($"{separator}<span class=\"{kind}\">{SignOf(kind)}{count}</span>");
            separator = " ";
        }

        html.Add($"</td>");
    }

    private static (string Kind, int Count)[] Counts(IEnumerable<PlanAction> actions, Func<PlanAction, int> count) =>
    [
        .. from action in actions
           group count(action) by action.IsHeld ? "held" : action.Kind.Word() into kind
           select (kind.Key, kind.Sum()),
    ];

    private static char SignOf(string kind) => kind == "held" ? '!' : ActionKindText.Parse(kind).Sign();
}

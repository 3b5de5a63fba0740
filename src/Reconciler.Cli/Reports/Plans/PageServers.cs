using System.Collections.Immutable;
using Reconciler.Cli.Reports.Html;
using Reconciler.Core.Planning;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>
/// The servers of a page: up to three stand by name where they are told; a larger set stands once, at the end of the page, and is linked. There
/// a set is told site by site, and a site that it holds whole, or nearly, is named instead of its servers: ten thousand servers stay readable.
/// </summary>
internal sealed class PageServers
{
    /// <summary>Sets name so many servers in all, some megabytes; those beyond say how many they hold.</summary>
    private const int NamesAtMost = 200_000;

    private readonly HtmlWriter html;
    private readonly ImmutableArray<(string Name, ServerSet Servers)> sites;
    private readonly Dictionary<ServerSet, int> numbers = [];
    private readonly List<(ServerSet Servers, string Words)> sets = [];
    private int named;

    /// <param name="plans">All that the page tells of.</param>
    internal PageServers(HtmlWriter html, ImmutableArray<Plan> plans)
    {
        this.html = html;
        sites = [.. SitesOf(plans).Where(site => !site.Servers.IsEmpty)];
    }

    internal static string NameOf(SiteServers site) => site.Site?.Value ?? "no site";

    /// <summary>Up to three names, or a link to the set.</summary>
    /// <param name="words">For a larger set: <c>37 of 60 servers of emea-stores</c>.</param>
    internal void Write(ServerSet servers, string? words = null)
    {
        if (servers.Count <= PlanText.NamedServers)
            html.Add($"{servers.ToString()}");
        else
            html.Add($"<a class=\"more\" href=\"#set-{NumberOf(servers, words ?? PlanText.Names(servers))}\">{words ?? PlanText.Names(servers)}</a>");
    }

    internal void WriteSection()
    {
        if (sites.IsEmpty)
            return;

        html.Line($"<section id=\"servers\" aria-labelledby=\"servers-title\"><h2 id=\"servers-title\">Servers</h2>");
        if (sets.Count > 0)
            html.Line($"<h3>Sets that actions name</h3>");
        for (var number = 0; number < sets.Count; number++)
        {
            html.Line($"<details class=\"list\"><summary>{sets[number].Words}</summary><div id=\"set-{number}\" data-set=\"{number}\">");
            WriteSet(sets[number].Servers);
            html.Line($"</div></details>");
        }

        html.Line($"<h3>All that this plan names, by site</h3>");
        for (var number = 0; number < sites.Length; number++)
        {
            var (name, servers) = sites[number];
            html.Line($"<details class=\"list\"><summary>{name} <small>{PlanText.Count(servers.Count, "server")}</small></summary><p id=\"site-{number}\" data-name=\"{name}\">{servers.ToString()}</p></details>");
        }

        html.Line($"</section>");
    }

    private void WriteSet(ServerSet set)
    {
        for (var number = 0; number < sites.Length; number++)
        {
            var part = set & sites[number].Servers;
            if (!part.IsEmpty)
                WritePart(number, part);
        }
    }

    private void WritePart(int number, ServerSet part)
    {
        var (name, servers) = sites[number];
        var missing = servers - part;
        if (part.Count > PlanText.NamedServers && missing.Count < part.Count)
        {
            html.Add($"<p data-site=\"{number}\" data-all><a class=\"more\" href=\"#site-{number}\">{name}: all {servers.Count}</a>");
            if (!missing.IsEmpty)
                html.Add($" but <span>{Names(missing)}</span>");
            html.Line($"</p>");
        }
        else if (named + part.Count > NamesAtMost)
            html.Line($"<p data-site=\"{number}\" data-cut>{name}: {PlanText.Count(part.Count, "server")}, which 'plan -o json' names</p>");
        else
            html.Line($"<p data-site=\"{number}\">{name}: <span>{Names(part)}</span></p>");
    }

    private string Names(ServerSet servers)
    {
        named += servers.Count;
        return servers.ToString();
    }

    private int NumberOf(ServerSet servers, string words)
    {
        if (!numbers.TryGetValue(servers, out var number))
        {
            numbers.Add(servers, number = sets.Count);
            sets.Add((servers, words));
        }

        return number;
    }

    /// <summary>Of a plan without details, all servers are of one site that has no name.</summary>
    private static (string Name, ServerSet Servers)[] SitesOf(ImmutableArray<Plan> plans)
    {
        var known = plans.SelectMany(plan => plan.Details?.Sites ?? [])
            .GroupBy(site => site.Site)
            .OrderBy(site => site.Key is null)
            .ThenBy(site => site.Key)
            .Select(site => (Name: NameOf(site.First()), Servers: Union(site.Select(part => part.Servers))!))
            .ToArray();
        var told = Union(plans.SelectMany(plan => plan.Actions.Select(action => action.Servers)));
        var rest = known.Aggregate(told, (servers, site) => servers! - site.Servers);
        return rest is null or { IsEmpty: true } ? known : [.. known, ("the servers", rest)];
    }

    private static ServerSet? Union(IEnumerable<ServerSet> sets) => sets.DefaultIfEmpty().Aggregate((all, set) => all! | set!);
}

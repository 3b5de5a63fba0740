using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Checks;

/// <summary>That sites form one tree: no cycle, and one central site.</summary>
internal static class SiteTreeCheck
{
    public static void Check(IReadOnlyList<Site> declared, ProblemList problems)
    {
        CheckCentralSite(declared, problems);
        CheckCycles(declared, problems);
    }

    private static void CheckCentralSite(IReadOnlyList<Site> declared, ProblemList problems)
    {
        var central = declared.FirstOrDefault(site => site.Parent is null);
        foreach (var second in declared.Where(site => site.Parent is null && !ReferenceEquals(site, central)))
        {
            problems.Add(ReferenceDiagnostics.SecondCentralSite(
                SourceSpan.Of(second.At, second.Name.Value), second.Name.Value, central!.Name.Value, SourceSpan.Of(central.At, central.Name.Value)));
        }
    }

    private static void CheckCycles(IEnumerable<Site> declared, ProblemList problems)
    {
        var sites = new SortedDictionary<string, Site>(StringComparer.Ordinal);
        foreach (var site in declared)
            sites.TryAdd(site.Name.Value, site);

        var finished = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in sites.Keys)
        {
            var way = new List<string>();
            var onWay = new HashSet<string>(StringComparer.Ordinal);
            string? name = start;
            while (name is not null && !finished.Contains(name) && onWay.Add(name) && sites.TryGetValue(name, out var site))
            {
                way.Add(name);
                name = site.Parent?.Name;
            }

            // Every site has one parent: a way that meets itself has found the only cycle that it can reach.
            var cycleStart = name is null ? -1 : way.IndexOf(name);
            if (cycleStart >= 0)
                problems.Add(ReferenceDiagnostics.SiteCycle([.. way.Skip(cycleStart).Select(member => Step(sites[member]))]));
            finished.UnionWith(way);
        }
    }

    private static CycleStep Step(Site site)
    {
        var parent = site.Parent!.Value;
        return new(site.Name.Value, parent.Name, SourceSpan.Of(parent.At, parent.Name));
    }
}

using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Placements;

/// <summary>Whom one rule of a package is for, and by which words of the configuration.</summary>
/// <param name="Matched">Its expansion, whatever other rules say.</param>
/// <param name="Servers">Those of them that it wins: no earlier rule matches them, and the package excepts them not.</param>
/// <param name="To">What each item of <c>to</c> selects; Default Servers when there is none.</param>
/// <param name="Sites">Servers of the listed sites; null without <c>sites</c>.</param>
/// <param name="Fallback">The sites without a member in <c>to</c>, each with its Default Servers.</param>
/// <param name="SatisfiedSites">The listed sites that have a member in <c>to</c>, under the fallback: their Default Servers get nothing by it.</param>
/// <param name="Except">What each item of the rule's <c>except</c> takes away.</param>
public sealed record RuleTargets(
    Distribution Rule,
    ServerSet Matched,
    ServerSet Servers,
    ImmutableArray<TargetStep> To,
    ServerSet? Sites,
    ImmutableArray<SiteStep> Fallback,
    ImmutableArray<SiteStep> SatisfiedSites,
    ImmutableArray<TargetStep> Except)
{
    /// <summary>
    /// The expansion, in this order. T is the union of <c>to</c>. With <c>sites</c> S (and their descendants): T ∩ S. With the fallback: for
    /// each site of S without a member in T, judged before <c>except</c>, its Default Servers are added. Then <c>except</c> is taken away.
    /// </summary>
    /// <param name="remaining">Those that no earlier rule matched.</param>
    internal static RuleTargets Of(Distribution rule, ServerSet remaining, GroupExpansion groups)
    {
        var to = rule.To.IsEmpty
            ? [new TargetStep(new Reference(ServerGroup.DefaultServers, rule.At), groups[ServerGroup.DefaultServers])]
            : TargetStep.Of(rule.To, groups);
        var except = TargetStep.Of(rule.Except, groups);
        var servers = groups.Union(to.Select(step => step.Servers));

        ServerSet? ofSites = null;
        ImmutableArray<SiteStep> fallback = [], satisfied = [];
        if (!rule.Sites.IsEmpty)
        {
            var sites = ListedSites(rule, groups);
            ofSites = groups.Union(sites.Select(site => groups.OfSite(site.Site)));
            servers &= ofSites;
            if (rule.FallbackToDefaultServers)
            {
                var selected = servers;
                var steps = sites.ToLookup(
                    site => groups.OfSite(site.Site).Overlaps(selected),
                    site => site with { Servers = groups.DefaultServersOf(site.Site) });
                (satisfied, fallback) = ([.. steps[true]], [.. steps[false]]);
                servers |= groups.Union(fallback.Select(step => step.Servers));
            }
        }

        var matched = servers - groups.Union(except.Select(step => step.Servers));
        return new(rule, matched, matched & remaining, to, ofSites, fallback, satisfied, except);
    }

    private static ImmutableArray<SiteStep> ListedSites(Distribution rule, GroupExpansion groups) =>
    [
        .. from reference in rule.Sites
           from site in rule.IncludeSubsites ? groups.SelfAndDescendants(new(reference.Name)) : [new SiteName(reference.Name)]
           group reference by site into listed
           select new SiteStep(listed.Key, listed.First(), groups.OfSite(listed.Key)),
    ];
}

/// <summary>One item of <c>to</c> or <c>except</c>, and the servers that it means.</summary>
public sealed record TargetStep(Reference Reference, ServerSet Servers)
{
    internal static ImmutableArray<TargetStep> Of(ImmutableArray<Reference> references, GroupExpansion groups) =>
        references.IsEmpty ? [] : [.. references.Select(reference => new TargetStep(reference, groups[reference.Name]))];
}

/// <summary>One site of <c>sites</c>, and the servers that it means here.</summary>
/// <param name="Listed">The item that names the site, or the one above it.</param>
public sealed record SiteStep(SiteName Site, Reference Listed, ServerSet Servers);

using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <param name="Site">Null: servers that no commit declares any more, or of the unnamed central site.</param>
public sealed record SiteServers(SiteName? Site, ServerSet Servers)
{
    internal static ImmutableArray<SiteServers> Of(Plan plan, DesiredPlacement desired)
    {
        var groups = desired.Groups;
        var named = groups.Union(plan.Actions.Select(action => action.Servers));
        var sites = desired.Resources.Sites.Select(site => new SiteServers(site.Name, groups.OfSite(site.Name) & named)).ToArray();
        var rest = sites.Aggregate(named, (servers, site) => servers - site.Servers);
        return [.. sites.OrderBy(site => site.Site).Append(new(null, rest)).Where(site => !site.Servers.IsEmpty)];
    }
}

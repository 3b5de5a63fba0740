using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Placements;

/// <summary>Groups, sites and names as sets of servers, for one commit. Groups are expanded anew on every commit, each one once.</summary>
public sealed class GroupExpansion
{
    private readonly ResourceSet resources;
    private readonly ServerTable table;
    private readonly Dictionary<string, ServerSet> expanded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServerGroup> groups;
    private readonly ILookup<SiteName?, DistributionServer> bySite;
    private readonly ILookup<SiteName, SiteName> children;

    public GroupExpansion(ResourceSet resources, ServerTable table)
    {
        this.resources = resources;
        this.table = table;
        groups = resources.Groups.ToDictionary(group => group.Name.Value, StringComparer.Ordinal);
        CentralSite = resources.Sites.FirstOrDefault(site => site.Parent is null)?.Name;
        bySite = resources.Servers.ToLookup(server => server.Site ?? CentralSite);
        children = resources.Sites.Where(site => site.Parent is not null)
            .ToLookup(site => new SiteName(site.Parent!.Value.Name), site => site.Name);
        Declared = SetOf(resources.Servers);
        Retired = SetOf(resources.Servers.Where(server => server.Retire is not null));
    }

    /// <summary>Null: there is no Site document, and everything is at the unnamed central site.</summary>
    public SiteName? CentralSite { get; }

    /// <summary>Every server of the commit.</summary>
    public ServerSet Declared { get; }

    /// <summary>Those that are to be emptied.</summary>
    public ServerSet Retired { get; }

    /// <param name="name">A group, built in or declared, or a server. Unknown names, which validation refuses, are empty.</param>
    public ServerSet this[string name]
    {
        get
        {
            if (!expanded.TryGetValue(name, out var servers))
                expanded[name] = servers = Expand(name);
            return servers;
        }
    }

    /// <summary>The group of that name; null for a built-in group and for a server.</summary>
    public ServerGroup? FindGroup(string name) => groups.GetValueOrDefault(name);

    public ServerSet Nobody => table.Empty;

    public ServerSet SelectedBy(LabelSelector selector) => SetOf(resources.Servers.Where(server => selector.Matches(server.Labels)));

    public ServerSet OfSite(SiteName site) => SetOf(bySite[site]);

    /// <summary>The site's own part of <see cref="ServerGroup.DefaultServers"/>.</summary>
    public ServerSet DefaultServersOf(SiteName site) => SetOf(bySite[site].Where(server => server.IsDefault));

    /// <summary>The site and every site below it.</summary>
    public IEnumerable<SiteName> SelfAndDescendants(SiteName site) => children[site].SelectMany(SelfAndDescendants).Prepend(site);

    /// <summary>All members of all sets; the set itself where there is only one.</summary>
    internal ServerSet Union(IEnumerable<ServerSet> sets) => sets.Aggregate((ServerSet?)null, (all, set) => all is null ? set : all | set) ?? Nobody;

    private ServerSet Expand(string name) => name switch
    {
        ServerGroup.AllServers => Declared,
        ServerGroup.DefaultServers => SetOf(resources.Servers.Where(server => server.IsDefault)),
        _ => groups.TryGetValue(name, out var group) ? Expand(group) : Declared.Only(new(name)),
    };

    private ServerSet Expand(ServerGroup group)
    {
        var servers = table.SetOf(group.Servers.Select(reference => new ServerName(reference.Name))) & Declared;
        foreach (var inner in group.Groups)
            servers |= this[inner.Name];
        return group.Selector is { } selector
            ? servers | SelectedBy(selector)
            : servers;
    }

    private ServerSet SetOf(IEnumerable<DistributionServer> servers) => table.SetOf(servers.Select(server => server.Name));
}

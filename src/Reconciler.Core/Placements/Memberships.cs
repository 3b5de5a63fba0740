using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Placements;

/// <summary>Says for one server why a group or a name in <c>to</c> and <c>except</c> means it, or why not.</summary>
public sealed class Memberships
{
    private readonly GroupExpansion groups;
    private readonly Dictionary<ServerName, DistributionServer> servers;
    private readonly Dictionary<SiteName, Site> sites;

    public Memberships(ResourceSet resources, GroupExpansion groups)
    {
        this.groups = groups;
        servers = resources.Servers.ToDictionary(server => server.Name);
        sites = resources.Sites.ToDictionary(site => site.Name);
    }

    /// <summary>Null when the commit does not declare it.</summary>
    public DistributionServer? Find(ServerName server) => servers.GetValueOrDefault(server);

    /// <param name="name">A group, built in or declared, or a server.</param>
    /// <returns>Of a member, only the reasons that hold. Empty when the name is the server's own, or another server's.</returns>
    /// <exception cref="KeyNotFoundException">The server is not declared.</exception>
    public ImmutableArray<MembershipReason> Of(string name, ServerName server)
    {
        var document = servers[server];
        return name switch
        {
            ServerGroup.AllServers => [new(true, $"{name} holds every declared server", document.At)],
            ServerGroup.DefaultServers => [OfDefaultServers(document)],
            _ => groups.FindGroup(name) is { } group ? OfGroup(group, document, groups[name].Contains(server)) : [],
        };
    }

    private static MembershipReason OfDefaultServers(DistributionServer server) => server.DefaultAt is { } at
        ? new(true, $"{server.Name} says default: true", at)
        : new(false, $"{server.Name} does not say default: true", server.At);

    private ImmutableArray<MembershipReason> OfGroup(ServerGroup group, DistributionServer server, bool isMember)
    {
        var reasons = OfList(group, server).Concat(OfInnerGroups(group, server)).Concat(OfSelector(group, server)).Where(reason => reason.Holds == isMember);
        return [.. reasons.DefaultIfEmpty(new(isMember, $"{group.Name} lists nobody and has no selector", group.At))];
    }

    private static IEnumerable<MembershipReason> OfList(ServerGroup group, DistributionServer server)
    {
        var listed = group.Servers.Where(reference => reference.Name == server.Name.Value).ToArray();
        if (listed.Length > 0)
            yield return new(true, $"{group.Name} lists it", listed[0].At);
        else if (group.Servers.Length > 0)
            yield return new(false, $"{group.Name} does not list it under servers", group.At);
    }

    private IEnumerable<MembershipReason> OfInnerGroups(ServerGroup group, DistributionServer server) =>
        from inner in @group.Groups
        let holds = groups[inner.Name].Contains(server.Name)
        select new MembershipReason(holds, $"{@group.Name} holds the group {inner.Name}", inner.At, Of(inner.Name, server.Name));

    private IEnumerable<MembershipReason> OfSelector(ServerGroup group, DistributionServer server)
    {
        if (group.Selector is not { } selector)
            yield break;

        var holds = selector.Matches(server.Labels);
        yield return new(
            holds,
            $"{group.Name} selects {selector}",
            group.SelectorAt,
            [.. selector.Requirements.Where(requirement => requirement.Matches(server.Labels) == holds).DistinctBy(requirement => requirement.Key)
                .Select(requirement => OfLabel(requirement, server))]);
    }

    private MembershipReason OfLabel(LabelRequirement requirement, DistributionServer server)
    {
        var holds = requirement.Matches(server.Labels);
        if (server.Labels[requirement.Key] is not { } value)
            return new(holds, $"{server.Name} has no label {requirement.Key}", server.At) { IsOfServer = true };

        var site = SaidBySite(server, requirement.Key, value);
        return new(holds, $"{server.Name} has {requirement.Key}: {value}{(site is null ? "" : $", as site {site.Name} says")}", site?.At ?? server.At) { IsOfServer = true };
    }

    /// <summary>The nearest site above the server that has this label, when the server has it with the same value.</summary>
    private Site? SaidBySite(DistributionServer server, string key, string value)
    {
        for (var site = Above(server.Site); site is not null; site = Above(site.Parent is { } parent ? new SiteName(parent.Name) : null))
        {
            if (site.Labels[key] is { } said)
                return said == value ? site : null;
        }

        return null;
    }

    private Site? Above(SiteName? name) => name is { } site ? sites.GetValueOrDefault(site) : null;
}

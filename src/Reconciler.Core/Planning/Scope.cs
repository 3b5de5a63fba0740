using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>A part of the estate, by names with <c>*</c>, <c>?</c> and <c>[…]</c>: packages, and servers by their own, their groups' or their sites' names. Empty lists mean all.</summary>
public sealed record Scope(
    ImmutableArray<string> Packages, ImmutableArray<string> Servers, ImmutableArray<string> Groups, ImmutableArray<string> Sites)
{
    public static Scope Everything { get; } = new([], [], [], []);

    public bool IsEverything => Packages.IsEmpty && HasAllServers;

    public bool HasAllServers => Servers.IsEmpty && Groups.IsEmpty && Sites.IsEmpty;

    /// <summary>What is wrong with the spelling of a name or pattern; null for nothing.</summary>
    public static string? ProblemOf(string pattern) => PathPattern.TryParse(pattern, PatternSyntax.Path, out _, out var problem) ? null : problem;

    /// <summary><c>package office-*, site london</c></summary>
    public override string ToString() => string.Join(", ",
        Packages.Select(name => $"package {name}")
            .Concat(Servers.Select(name => $"server {name}"))
            .Concat(Groups.Select(name => $"group {name}"))
            .Concat(Sites.Select(name => $"site {name}")));

    public bool Includes(PackageName package) => Packages.IsEmpty || Packages.Any(pattern => Matches(pattern, package.Value));

    /// <summary>The servers that are meant, declared or only recorded.</summary>
    public ServerSet ServersOf(DesiredPlacement desired, ActualPlacement actual) => ServersOf(desired.Resources, desired.Groups, actual);

    /// <inheritdoc cref="ServersOf(DesiredPlacement, ActualPlacement)"/>
    public ServerSet ServersOf(ResourceSet resources, GroupExpansion groups, ActualPlacement actual)
    {
        var known = groups.Declared | actual.Servers.SetOf(actual.Facts.Keys)
            | actual.Packages.Values.Aggregate(actual.Servers.Empty, (all, package) => all | package.Held);
        if (HasAllServers)
            return known;

        var bySite = resources.Servers
            .Where(server => (server.Site ?? groups.CentralSite) is { } site && Sites.Any(pattern => Matches(pattern, site.Value)))
            .Select(server => server.Name);
        var byGroup = resources.Groups.Select(group => group.Name.Value)
            .Concat([ServerGroup.DefaultServers, ServerGroup.AllServers])
            .Where(group => Groups.Any(pattern => Matches(pattern, group)))
            .Aggregate(actual.Servers.Empty, (all, group) => all | groups[group]);
        return actual.Servers.SetOf(known.Where(server => Servers.Any(pattern => Matches(pattern, server.Value)))) | actual.Servers.SetOf(bySite) | byGroup;
    }

    /// <summary>The part of a plan that lies within. Guards have judged the whole.</summary>
    public Plan Of(Plan plan, DesiredPlacement desired, ActualPlacement actual)
    {
        if (IsEverything)
            return plan;

        var servers = ServersOf(desired, actual);
        ImmutableArray<PlanAction> Within(ImmutableArray<PlanAction> actions) =>
        [
            .. from action in actions
               where Includes(action.Package) && action.Servers.Overlaps(servers)
               select action.Within(servers),
        ];
        return plan with
        {
            Scope = this,
            Details = null,
            Actions = Within(plan.Actions),
            Keeps = Within(plan.Keeps),
            Cleanups =
            [
                .. from cleanup in plan.Cleanups
                   where Includes(cleanup.Package) && cleanup.Servers.Overlaps(servers)
                   select cleanup with { Servers = cleanup.Servers & servers },
            ],
            Returned =
            [
                .. from returned in plan.Returned
                   where Includes(returned.Package) && returned.Servers.Overlaps(servers)
                   select returned with { Servers = returned.Servers & servers },
            ],
            Unreadable = [.. plan.Unreadable.Where(package => Includes(package) && desired.Packages[package].Versions.Any(version => version.Servers.Overlaps(servers)))],
            Renames = [.. plan.Renames.Where(rename => servers.Contains(rename.To))],
            Targets = [.. plan.Targets.Where(change => Includes(change.Package))],
        };
    }

    private static bool Matches(string pattern, string name) => PathPatterns.Of([pattern], []).Selects(name);
}

using System.Collections.Immutable;
using Reconciler.Core.Planning;
using Reconciler.Core.Servers;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Workplaces;

/// <summary>What if some servers were gone: the plan as it is, compared with that of an estate that never had them.</summary>
internal static class LossReading
{
    /// <param name="names">Of servers and sites; a site stands for its servers and those of every site below it.</param>
    /// <exception cref="UsageException">The commit declares no such server or site.</exception>
    internal static async Task<ChangeMade> PlanAsync(Workplace workplace, Reading reading, ImmutableArray<string> names, PlanQuery query, CancellationToken cancellationToken)
    {
        var (before, after) = await workplace.Reconciliation.LoseAsync(reading, query, made => Lost(made, names), cancellationToken);
        return new(reading.Commit, reading.Commit, before, after.Detailed(), IsAssumed: !before.HasState)
        {
            Kind = ChangeKind.Loss,
            Lost = names,
            Losses = LossFindings.Of(before.Desired, before.Plan.AfterRenames(before.Actual), Lost(before, names), before.Scope),
        };
    }

    /// <summary>A server that is recorded under a former name is lost under both.</summary>
    private static ServerSet Lost(PlanMade made, ImmutableArray<string> names)
    {
        var lost = names.Aggregate(made.Actual.Servers.Empty, (all, name) => all | Named(made, name));
        return lost | made.Actual.Servers.SetOf(made.Plan.Renames.Where(rename => lost.Contains(rename.To)).Select(rename => rename.From));
    }

    private static ServerSet Named(PlanMade made, string name)
    {
        var (resources, groups) = (made.Desired.Resources, made.Desired.Groups);
        var server = resources.Servers.Where(server => server.Name.Value == name).Select(server => server.Name);
        var ofSite = resources.Sites.Where(site => site.Name.Value == name).SelectMany(site => groups.SelfAndDescendants(site.Name)).SelectMany(groups.OfSite);
        return resources.Sites.Any(site => site.Name.Value == name) || server.Any()
            ? made.Actual.Servers.SetOf(server.Concat(ofSite))
            : throw new KnownNames(made).Unknown("server or site", name, resources.Servers.Select(declared => declared.Name.Value).Concat(resources.Sites.Select(site => site.Name.Value)));
    }
}

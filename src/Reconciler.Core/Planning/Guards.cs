using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>Looks at all removals of a plan together, and finds what nobody should lose by a slip. Limits are the strictest of those given.</summary>
internal sealed class Guards(DesiredPlacement desired, PlanRules rules)
{
    private readonly ImmutableArray<RemovalLimits> limits =
    [
        .. new[] { desired.Resources.Policy.MaxRemovals, rules.LastPolicy?.MaxRemovals, rules.Ceiling }.OfType<RemovalLimits>(),
    ];

    internal ImmutableArray<GuardFinding> Check(IReadOnlyList<PackagePlan> packages)
    {
        var losing = packages.Where(package => !package.Losing.IsEmpty).ToArray();
        if (losing.Length == 0)
            return [];

        return
        [
            .. EmptyCommit(),
            .. losing.Select(EmptySource).OfType<GuardFinding>(),
            .. losing.Select(EmptyTargets).OfType<GuardFinding>(),
            .. losing.Select(TooFewHolders).OfType<GuardFinding>(),
            .. TooMany(packages, losing),
        ];
    }

    /// <remarks>A commit without any resource removes nothing, since the servers of nobody's commit are left; one without packages does.</remarks>
    private IEnumerable<GuardFinding> EmptyCommit() =>
        desired.Resources.Packages.IsEmpty
            ? [new($"commit {desired.Commit.ShortId} declares no package at all; if every package is really to be removed, approve this plan", HoldsRetired: true)]
            : [];

    private static GuardFinding? EmptySource(PackagePlan package)
    {
        if (package is not { Package: { } declared, Emptied: { IsEmpty: false } emptied })
            return null;

        var source = declared.Versions.First(version => version.Servers.Overlaps(emptied) && version.Content is DesiredContent.Known { Digest: var digest } && digest == Manifest.Empty.Digest).Version.Source;
        return new($"the source of {declared.Package.Name} at {source.At.FileAndLine} holds no file any more, and {PlanText.Count(emptied.Count, "server")} would lose what it had; to remove the package, say 'retire: true'", HoldsRetired: true);
    }

    private GuardFinding? EmptyTargets(PackagePlan package)
    {
        if (package.Package is not { Package.Retire: null } declared || (package.Removed - desired.Groups.Retired).IsEmpty)
            return null;

        if (declared.Targets.Servers.IsEmpty)
            return new($"nobody is left for {declared.Package.Name}, and {PlanText.Count(package.Record.Held.Count, "server")} would lose it; to remove it everywhere, say 'retire: true' at {declared.Package.At.FileAndLine}", HoldsRetired: true);

        var empty = declared.Targets.Rules.SelectMany(rule => rule.To).Where(step => step.Servers.IsEmpty).Select(step => step.Reference).ToArray();
        return empty.Length > 0 && !Deselected(package, declared).IsEmpty
            ? new($"{empty[0].Name}, at {empty[0].At.FileAndLine} a target of {declared.Package.Name}, selects no server, and {PlanText.Count(package.Removed.Count, "server")} would lose the package; mend the group, or take it out of 'to'", HoldsRetired: true)
            : null;
    }

    /// <summary>Those that lose the package because nothing selects them any more: members of a group that lost its members are among them.</summary>
    private ServerSet Deselected(PackagePlan package, DesiredPackage declared) =>
        declared.Targets.Except.Concat(declared.Targets.Rules.SelectMany(rule => rule.Except)).Select(step => step.Servers)
            .Concat(declared.Targets.Rules.SelectMany(rule => rule.SatisfiedSites).Select(step => step.Servers))
            .Aggregate(package.Removed - desired.Groups.Retired, (rest, explained) => rest - explained);

    private GuardFinding? TooFewHolders(PackagePlan package)
    {
        if (package.Package is not { Package.MinHolders: > 0 and var minHolders } declared)
            return null;

        var sound = (package.Record.Held & desired.Groups.Declared) - package.Record.Interrupted - package.Record.Drifted;
        var left = ((sound | package.Copied) - package.Losing).Count;
        return left >= minHolders
            ? null
            : new($"{declared.Package.Name} would be left on {PlanText.Count(left, "server")}, and minHolders at {declared.Package.At.FileAndLine} says {minHolders}", HoldsRetired: true);
    }

    private IEnumerable<GuardFinding> TooMany(IReadOnlyList<PackagePlan> packages, PackagePlan[] losing)
    {
        var counted = losing.Select(package => (package.Record, Removed: CountedRemovals(package))).Where(pair => !pair.Removed.IsEmpty).ToArray();
        var total = counted.Sum(pair => pair.Removed.Count);
        if (total <= RemovalLimits.AlwaysAllowed)
            yield break;

        if (Strictest(limit => limit.PerPlan, packages.Sum(package => package.Record.Held.Count)) is var perPlan && total > perPlan)
            yield return new($"{total} removals, and maxRemovals.perPlan allows {perPlan}", HoldsRetired: false);

        foreach (var (record, removed) in counted.Where(pair => pair.Removed.Count > RemovalLimits.AlwaysAllowed))
        {
            var held = record.Held.Count;
            if (Strictest(limit => limit.PerPackage, held) is var perPackage && removed.Count > perPackage)
                yield return new($"{removed.Count} of {held} copies of {record.Name} would be removed, and maxRemovals.perPackage allows {perPackage}", HoldsRetired: false);
        }

        foreach (var finding in TooManyOnOneServer(packages, counted.Select(pair => pair.Removed)))
            yield return finding;
    }

    private IEnumerable<GuardFinding> TooManyOnOneServer(IReadOnlyList<PackagePlan> packages, IEnumerable<ServerSet> removed)
    {
        var servers = desired.Groups.Declared;
        var counts = CountByServer(removed);
        if (counts.All(count => count <= RemovalLimits.AlwaysAllowed))
            yield break;

        var held = CountByServer(packages.Select(package => package.Record.Held));
        foreach (var number in servers.NumbersByName().Where(number => counts[number] > RemovalLimits.AlwaysAllowed))
        {
            if (Strictest(limit => limit.PerServer, held[number]) is var perServer && counts[number] > perServer)
                yield return new($"{counts[number]} of {held[number]} packages would be removed from {servers.Table[number]}, and maxRemovals.perServer allows {perServer}", HoldsRetired: false);
        }
    }

    private int[] CountByServer(IEnumerable<ServerSet> sets)
    {
        var counts = new int[desired.Groups.Declared.Table.Count];
        foreach (var set in sets)
            set.CountInto(counts);
        return counts;
    }

    private int Strictest(Func<RemovalLimits, RemovalLimit> which, int held) => limits.Min(limit => which(limit).AllowedOf(held));

    /// <summary>Removals that no <c>retire</c> line asks for.</summary>
    private ServerSet CountedRemovals(PackagePlan package) =>
        package.Package?.Package.Retire is null ? package.Removed - desired.Groups.Retired : desired.Groups.Nobody;
}

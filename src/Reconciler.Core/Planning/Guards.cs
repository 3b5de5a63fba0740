using System.Collections.Immutable;
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
        var losing = packages.Where(package => !Removed(package).IsEmpty).ToArray();
        if (losing.Length == 0)
            return [];

        return
        [
            .. EmptyCommit(),
            .. losing.Select(EmptyTargets).OfType<GuardFinding>(),
            .. losing.Select(TooFewHolders).OfType<GuardFinding>(),
            .. TooMany(packages, losing),
        ];
    }

    private IEnumerable<GuardFinding> EmptyCommit() =>
        desired.Resources.IsEmpty
            ? [new($"commit {desired.Commit.ShortId} declares nothing at all: if every package is really to be removed, approve this plan", HoldsRetired: true)]
            : [];

    private GuardFinding? EmptyTargets(PackagePlan package) =>
        package.Package is { Package.Retire: null } declared && declared.Targets.Servers.IsEmpty
            ? new($"nobody is left for {declared.Package.Name}: {Names(declared)} selects no server, and {package.Record.Held.Count} hold it. To remove it everywhere, say 'retire: true' at {declared.Package.At.FileAndLine}", HoldsRetired: true)
            : null;

    private static GuardFinding? TooFewHolders(PackagePlan package)
    {
        if (package.Package is not { Package.MinHolders: > 0 and var minHolders } declared)
            return null;

        var sound = package.Record.Held - package.Record.Interrupted - package.Record.Drifted;
        var coming = Union(package, action => action is { Kind: not (ActionKind.Remove or ActionKind.Leave), IsHeld: false });
        var left = ((sound | coming) - Removed(package)).Count;
        return left >= minHolders
            ? null
            : new($"{declared.Package.Name} would be left on {left} servers, and minHolders at {declared.Package.At.FileAndLine} says {minHolders}", HoldsRetired: true);
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
        var counts = removed.SelectMany(servers => servers).CountBy(server => server)
            .Where(pair => pair.Value > RemovalLimits.AlwaysAllowed)
            .OrderBy(pair => pair.Key);
        foreach (var (server, count) in counts)
        {
            var held = packages.Count(package => package.Record.Held.Contains(server));
            if (Strictest(limit => limit.PerServer, held) is var perServer && count > perServer)
                yield return new($"{count} of {held} packages would be removed from {server}, and maxRemovals.perServer allows {perServer}", HoldsRetired: false);
        }
    }

    private int Strictest(Func<RemovalLimits, RemovalLimit> which, int held) => limits.Min(limit => which(limit).AllowedOf(held));

    /// <summary>Removals that no <c>retire</c> line asks for.</summary>
    private ServerSet CountedRemovals(PackagePlan package) =>
        package.Package?.Package.Retire is null
            ? Removed(package) - desired.Groups.Retired
            : Removed(package) - Removed(package);

    private static ServerSet Removed(PackagePlan package) => Union(package, action => action is { Kind: ActionKind.Remove, IsHeld: false });

    private static ServerSet Union(PackagePlan package, Func<PlanAction, bool> which) =>
        package.Actions.Where(which).Aggregate(package.Record.Servers.Empty, (all, action) => all | action.Servers);

    private static string Names(DesiredPackage package) => string.Join(", ", package.Targets.To.Select(step => step.Reference.Name));
}

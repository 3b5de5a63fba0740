using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>The pure function in the middle: everything before it reads, everything after it writes.</summary>
public static class Planner
{
    /// <param name="now">Judges what is due: cleanups, tries. The same inputs give the same plan.</param>
    public static Plan Diff(DesiredPlacement desired, ActualPlacement actual, PlanRules rules, DateTimeOffset now)
    {
        var renames = Renames.Find(desired, actual);
        var placed = renames.Apply(actual);
        var suspended = Suspensions.InForce(desired.Resources, placed, now);
        var packages = PackagePlans(desired, placed, new ServerHolds(placed, suspended, rules, now), now);
        var guards = new Guards(desired, rules).Check(packages);
        var actions = Guarded(packages, new RemovalHolds(desired, rules, guards));
        var wanted = Wanted(actions);
        var costs = new Costs(desired, placed, new Reuse(placed, wanted.Keys));

        return new(
            desired.Commit,
            now,
            actual.RecordedAt,
            Sorted(actions.Select(costs.Priced), desired),
            [.. packages.SelectMany(package => package.Keeps.OrderBy(keep => keep.Servers.First))],
            packages.Sum(package => package.Declined),
            [.. packages.SelectMany(package => package.Cleanups).Select(cleanup => Sparing(cleanup, wanted)).Where(cleanup => !cleanup.Servers.IsEmpty)],
            renames,
            [.. packages.Select(package => Change(package, actual)).OfType<TargetsChange>()],
            guards,
            OldestProof(packages))
        {
            Suspended = suspended,
            Unreadable = [.. packages.Where(package => package.IsUnreadable).Select(package => package.Record.Name)],
            Returned = [.. packages.Where(package => !package.Returned.IsEmpty).Select(package => new ReturnedServers(package.Record.Name, package.Returned))],
        };
    }

    private static List<PackagePlan> PackagePlans(DesiredPlacement desired, ActualPlacement actual, ServerHolds holds, DateTimeOffset now)
    {
        var planner = new PackagePlanner(desired, actual, holds, new Cleanups(desired, actual.Servers, holds, desired.Resources.Policy, now));

        // Ten thousand look-ups each: in a hash table they take a tenth of the time that a sorted tree takes.
        var declared = new Dictionary<PackageName, DesiredPackage>(desired.Packages);
        var recorded = new Dictionary<PackageName, TransferPackage>(actual.Packages);
        var names = declared.Keys.Union(recorded.Keys).Union(actual.Corrupt.Keys).Order();
        return [.. names.Select(name => planner.Plan(name, declared.GetValueOrDefault(name), recorded.GetValueOrDefault(name)))];
    }

    private static PlanAction[] Guarded(List<PackagePlan> packages, RemovalHolds holds)
    {
        var losses = packages.SelectMany(package => package.Actions).Where(PackagePlan.TakesAway).Sum(action => action.Servers.Count);
        return [.. packages.SelectMany(package => holds.Apply(package, losses))];
    }

    /// <summary>By priority, package, kind and first server, which no two actions share.</summary>
    private static ImmutableArray<PlanAction> Sorted(IEnumerable<PlanAction> actions, DesiredPlacement desired) =>
    [
        .. actions
            .OrderBy(action => desired.Packages.TryGetValue(action.Package, out var package) ? package.Package.Priority : Priority.Normal)
            .ThenBy(action => action.Package)
            .ThenBy(action => action.Kind)
            .ThenBy(action => action.Servers.First),
    ];

    /// <summary>Who is to get which digest.</summary>
    private static Dictionary<Digest, ServerSet> Wanted(PlanAction[] actions)
    {
        var wanted = new Dictionary<Digest, ServerSet>();
        foreach (var action in actions)
        {
            if (action is { Kind: ActionKind.Place or ActionKind.Update, To.Digest: var digest })
                wanted[digest] = wanted.TryGetValue(digest, out var servers) ? servers | action.Servers : action.Servers;
        }

        return wanted;
    }

    /// <summary>A tree whose bytes are about to be wanted where it lies is not deleted first.</summary>
    private static Cleanup Sparing(Cleanup cleanup, Dictionary<Digest, ServerSet> wanted) =>
        wanted.TryGetValue(cleanup.Digest, out var servers) ? cleanup with { Servers = cleanup.Servers - servers } : cleanup;

    /// <param name="recorded">Before renames: these change what the records say of targets, too.</param>
    private static TargetsChange? Change(PackagePlan package, ActualPlacement recorded) =>
        package.Targets is { } targets && targets != recorded.Packages.GetValueOrDefault(package.Record.Name)?.Targets
            ? new(package.Record.Name, targets)
            : null;

    private static DateTimeOffset? OldestProof(List<PackagePlan> packages) =>
        packages.SelectMany(package => package.Record.Proofs.Where(proof => package.Keeps.Any(keep => proof.Servers.Overlaps(keep.Servers))))
            .Select(proof => (DateTimeOffset?)proof.At)
            .Min();
}

using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>The pure function in the middle: everything before it reads, everything after it writes.</summary>
public static class Planner
{
    /// <param name="now">Judges what is due: cleanups, tries. The same inputs give the same plan.</param>
    public static Plan Diff(DesiredPlacement desired, ActualPlacement actual, PlanRules rules, DateTimeOffset now)
    {
        var renames = Renames.Find(desired, actual);
        var placed = renames.Apply(actual);
        var packages = PackagePlans(desired, placed, rules, now);
        var guards = new Guards(desired, rules).Check(packages);
        var removalHolds = new RemovalHolds(desired, rules, guards);
        var removals = packages.SelectMany(package => package.Actions)
            .Where(action => action is { Kind: ActionKind.Remove, IsHeld: false })
            .Sum(action => action.Servers.Count);
        var actions = packages.SelectMany(package => removalHolds.Apply(package, removals)).ToArray();
        var costs = new Costs(desired, placed, new Reuse(placed, Wanted(actions)));

        return new(
            desired.Commit,
            now,
            actual.RecordedAt,
            [.. actions.Select(costs.Priced).OrderBy(action => PriorityOf(desired, action)).ThenBy(action => action, PlanOrder.Instance)],
            [.. packages.Select(package => package.Keep).OfType<PlanAction>()],
            packages.Sum(package => package.Declined),
            [.. packages.SelectMany(package => package.Cleanups)],
            renames,
            [.. packages.Select(package => package.Targets).OfType<TargetsChange>()],
            guards,
            OldestProof(packages));
    }

    private static List<PackagePlan> PackagePlans(DesiredPlacement desired, ActualPlacement actual, PlanRules rules, DateTimeOffset now)
    {
        var policy = desired.Resources.Policy;
        var holds = new ServerHolds(actual, rules, now);
        var planner = new PackagePlanner(desired, actual, policy.Prune, holds, new Cleanups(desired, actual.Servers, holds, policy, now));
        var names = new SortedSet<PackageName>(desired.Packages.Keys.Concat(actual.Packages.Keys).Concat(actual.Corrupt.Keys));
        return [.. names.Select(planner.Plan)];
    }

    private static HashSet<Digest> Wanted(PlanAction[] actions) =>
        actions.Where(action => action.Kind is ActionKind.Place or ActionKind.Update).Select(action => action.To?.Digest).OfType<Digest>().ToHashSet();

    private static Priority PriorityOf(DesiredPlacement desired, PlanAction action) =>
        desired.Packages.TryGetValue(action.Package, out var package) ? package.Package.Priority : Priority.Normal;

    private static DateTimeOffset? OldestProof(List<PackagePlan> packages) =>
        packages.Where(package => package.Keep is not null)
            .SelectMany(package => package.Record.Proofs.Where(proof => proof.Servers.Overlaps(package.Keep!.Servers)))
            .Select(proof => (DateTimeOffset?)proof.At)
            .Min();
}

using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>Holds removals that the guards found, but for those that somebody approved.</summary>
internal sealed class RemovalHolds(DesiredPlacement desired, PlanRules rules, ImmutableArray<GuardFinding> findings)
{
    private readonly bool holdsRetired = findings.Any(finding => finding.HoldsRetired);

    internal IEnumerable<PlanAction> Apply(PackagePlan package, int removals)
    {
        if (findings.IsEmpty || removals <= rules.AllowedRemovals)
            return package.Actions;

        return package.Actions.SelectMany(action => PackagePlan.TakesAway(action) ? Hold(package, action) : [action]);
    }

    private IEnumerable<PlanAction> Hold(PackagePlan package, PlanAction action)
    {
        var free = Approved(action);
        if (!holdsRetired && action.Kind == ActionKind.Remove)
            free |= package.Package?.Package.Retire is null ? action.Servers & desired.Groups.Retired : action.Servers;
        if (!free.IsEmpty)
            yield return action with { Servers = free };

        var held = action.Servers - free;
        if (!held.IsEmpty)
            yield return action with { Servers = held, Hold = new(HoldReason.Guard, findings[0].Message) };
    }

    private ServerSet Approved(PlanAction action) =>
        rules.Approved.IsDefaultOrEmpty
            ? desired.Groups.Nobody
            : rules.Approved.Select(approved => PlanMatch.Covered(approved.Plan, action)).Aggregate((all, servers) => all | servers);
}

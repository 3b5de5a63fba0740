using System.Collections.Immutable;

namespace Reconciler.Core.Planning;

/// <summary>Somebody's leave for removals of this plan.</summary>
/// <param name="Plan">The hash of the plan that was approved; this one, or one that had these removals too.</param>
/// <param name="Expires">Null: never.</param>
/// <param name="Reason">In the words of who approved.</param>
/// <param name="Removals">Placements of this plan that it lets go.</param>
public sealed record PlanApproval(string Plan, string Actor, DateTimeOffset? Expires, string? Reason, int Removals)
{
    internal static ImmutableArray<PlanApproval> Of(Plan plan, ImmutableArray<ApprovedPlan> approved)
    {
        var removals = approved.IsEmpty ? [] : plan.Actions.Where(PackagePlan.TakesAway).ToArray();
        return
        [
            .. from approval in approved
               let covered = removals.Sum(action => PlanMatch.Covered(approval.Plan, action).Count)
               where covered > 0
               select new PlanApproval(approval.Plan.Hash, approval.Actor, approval.Expires, approval.Reason, covered),
        ];
    }
}

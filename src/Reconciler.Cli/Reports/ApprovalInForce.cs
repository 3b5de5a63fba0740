using System.Collections.Immutable;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>An approval that has not expired, and what is left for it to do.</summary>
/// <param name="Removals">Placements that the approved plan takes away.</param>
/// <param name="Planned">Of these, what is still to be taken away.</param>
internal sealed record ApprovalInForce(Approval Approval, int Removals, int Planned)
{
    /// <summary>Newest last. A plan that is not kept any more lets nothing go.</summary>
    internal static ImmutableArray<ApprovalInForce> Of(StateFiles state, PlanMade made) =>
    [
        .. from approval in state.Approvals.All
           where approval.IsValid(made.Plan.MadeAt)
           let plan = state.Plans.Find(approval.Plan) is SavedPlanMatch.Found found ? PlanFile.Read(found.Plan.Span, made.Actual.Servers) : null
           select new ApprovalInForce(
               approval,
               plan?.Actions.Where(action => action.Kind == ActionKind.Remove).Sum(action => action.Servers.Count) ?? 0,
               plan is null ? 0 : made.Plan.Actions.Where(action => action.Kind == ActionKind.Remove).Sum(action => PlanMatch.Covered(plan, action).Count)),
    ];
}

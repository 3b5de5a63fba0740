using System.Collections.Immutable;
using Reconciler.Core.Placements;

namespace Reconciler.Core.Planning;

/// <summary>
/// What a plan tells beyond what it does, for those who judge it. Derived from what the plan itself was made from; outside of its counts and its hash,
/// and not needed to carry it out. Of a part of a plan it speaks of that part only.
/// </summary>
/// <param name="Contents">What updates change inside, once for each pair of versions of a package; by package, then as the actions stand. Without those of which a manifest is not known.</param>
/// <param name="Sites">The sites of all servers that the actions name, by name, the one without a name last; each server stands in one.</param>
/// <param name="Spaces">Of each server that bytes are copied to and whose free space was recorded, by name.</param>
/// <param name="Forecast">Null: nothing is copied.</param>
/// <param name="Proofs">How that which is kept was proven, weakest kind first.</param>
/// <param name="Approvals">Approvals in force that let removals of this plan go.</param>
public sealed record PlanDetails(
    ImmutableArray<ContentChange> Contents,
    ImmutableArray<SiteServers> Sites,
    ImmutableArray<SpaceNeed> Spaces,
    Forecast? Forecast,
    ImmutableArray<ProofShare> Proofs,
    ImmutableArray<PlanApproval> Approvals)
{
    public static PlanDetails None { get; } = new([], [], [], null, [], []);

    /// <param name="plan">A whole plan, or the part of one.</param>
    /// <param name="actual">After the renames of the whole plan.</param>
    /// <param name="approved">Approvals in force.</param>
    public static PlanDetails Of(Plan plan, DesiredPlacement desired, ActualPlacement actual, ImmutableArray<ApprovedPlan> approved)
    {
        var copies = ServerCopy.Of(plan, desired, actual);
        return new(
            ContentChange.Of(plan, desired.FindManifest),
            SiteServers.Of(plan, desired),
            SpaceNeed.Of(copies),
            Forecast.Of(copies, actual.Servers),
            ProofShare.Of(plan, actual, desired.Resources.Policy.VerifyEvery),
            PlanApproval.Of(plan, approved));
    }
}

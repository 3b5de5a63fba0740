using System.Collections.Immutable;
using Reconciler.Core.Status;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <param name="Synced">The last commit whose whole plan was begun; null: none was.</param>
/// <param name="Converged">The last one that every server held; null: none yet.</param>
internal sealed record StatusShown(EstateStatus Status, PlanMade Made, CommitRecord? Synced, CommitRecord? Converged)
{
    /// <summary>What the loop's last pass left; null where none has run.</summary>
    internal LoopStanding? Loop { get; init; }

    /// <summary>Of the whole estate, or of the scope.</summary>
    internal ImmutableArray<Condition> Conditions => Core.Status.Conditions.Of(
        Made.Plan, Loop?.Obstacle is { } obstacle ? new(ConditionType.Stalled, IsTrue: true, obstacle.Reason, obstacle.Message) : null);
}

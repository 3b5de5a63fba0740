using System.Collections.Immutable;
using Reconciler.Core.Resources;
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

    /// <summary>Of what a plan within a scope speaks of.</summary>
    internal static StatusShown Of(PlanMade made, CommitRecord? synced, CommitRecord? converged, LoopStanding? loop)
    {
        var packages = new SortedSet<PackageName>(made.Desired.Packages.Keys.Concat(made.Actual.Packages.Keys).Concat(made.Actual.Corrupt.Keys));
        var status = StatusOverview.Of(
            made.Desired, made.Actual, made.Plan, packages.Where(made.Scope.Includes), made.Scope.ServersOf(made.Desired, made.Actual));
        return new(status, made, synced, converged) { Loop = loop };
    }

    /// <summary>Of the whole estate, or of the scope.</summary>
    internal ImmutableArray<Condition> Conditions => Core.Status.Conditions.Of(
        Made.Plan, Loop?.Obstacle is { } obstacle ? new(ConditionType.Stalled, IsTrue: true, obstacle.Reason, obstacle.Message) : null);
}

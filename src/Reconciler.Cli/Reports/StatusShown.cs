using Reconciler.Core.Status;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <param name="Synced">The last commit whose whole plan was begun; null: none was.</param>
/// <param name="Converged">The last one that every server held; null: none yet.</param>
internal sealed record StatusShown(EstateStatus Status, PlanMade Made, CommitRecord? Synced, CommitRecord? Converged);

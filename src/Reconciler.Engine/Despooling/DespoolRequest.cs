using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Despooling;

/// <summary>A plan, and what it was made from.</summary>
/// <param name="Recorded">As it was loaded under the lock.</param>
public sealed record DespoolRequest(Plan Plan, DesiredPlacement Desired, ActualPlacement Recorded, IRepositorySnapshot Snapshot, RunIdentity Run)
{
    /// <summary>Cancelled when something newer is to be done: what is begun is finished, what waits is dropped.</summary>
    public CancellationToken GiveWay { get; init; }
}

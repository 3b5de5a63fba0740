using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Reconciling;

/// <summary>The parts of the recorded state that a reconciliation reads and writes.</summary>
public sealed record StateFiles(
    ITransferPackages Packages,
    IEstateFile Estate,
    ICommitRecords Commits,
    IApprovals Approvals,
    ISavedPlans Plans,
    ISourceResolutions Sources)
{
    /// <summary>The directory that all of it lies in, absolute; null when it lies in none. Servers may lie only below its <c>roots/</c>.</summary>
    public string? Directory { get; init; }
}

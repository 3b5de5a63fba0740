using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Reconciling;

/// <summary>The parts of the recorded state that a reconciliation reads and writes.</summary>
public sealed record StateFiles(
    ITransferPackages Packages,
    IEstateFile Estate,
    ICommitRecords Commits,
    IApprovals Approvals,
    ISavedPlans Plans,
    ISourceResolutions Sources);

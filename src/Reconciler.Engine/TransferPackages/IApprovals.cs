namespace Reconciler.Engine.TransferPackages;

/// <summary>Who allowed which plan.</summary>
public interface IApprovals
{
    /// <summary>All of them, expired ones too, oldest first.</summary>
    /// <exception cref="StateUnreadableException">The file is damaged or of a later version.</exception>
    IReadOnlyList<Approval> All { get; }

    /// <exception cref="StateWriteException">Nothing may be taken as recorded.</exception>
    void Add_NeedsLock(IStateLock held, Approval approval);
}

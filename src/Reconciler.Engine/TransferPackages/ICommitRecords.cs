namespace Reconciler.Engine.TransferPackages;

/// <summary>Which commits were carried out, and under which Policy.</summary>
public interface ICommitRecords
{
    /// <summary>The newest whose unscoped plan was begun: "the last synced commit". Null when there was none.</summary>
    /// <exception cref="StateUnreadableException">The file is damaged or of a later version.</exception>
    CommitRecord? LastBegun { get; }

    /// <summary>The newest that was begun, unscoped, and after which every server held what it says.</summary>
    /// <exception cref="StateUnreadableException">The file is damaged or of a later version.</exception>
    CommitRecord? LastConverged { get; }

    /// <summary>All of them, scoped ones too, oldest first.</summary>
    /// <exception cref="StateUnreadableException">The file is damaged or of a later version.</exception>
    IReadOnlyList<CommitRecord> All { get; }

    /// <exception cref="StateWriteException">Nothing may be taken as recorded.</exception>
    void Begin_NeedsLock(IStateLock held, CommitRecord begun);

    /// <summary>The newest record of that commit and plan has converged.</summary>
    /// <exception cref="StateWriteException">Nothing may be taken as recorded.</exception>
    void Converge_NeedsLock(IStateLock held, string commit, string plan, DateTimeOffset at);

    /// <summary>Of the newest record of that commit and plan all is done but what waits as declared.</summary>
    /// <exception cref="StateWriteException">Nothing may be taken as recorded.</exception>
    void Wait_NeedsLock(IStateLock held, string commit, string plan, DateTimeOffset at);
}

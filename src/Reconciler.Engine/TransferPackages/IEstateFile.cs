namespace Reconciler.Engine.TransferPackages;

/// <summary>Which estate this state belongs to.</summary>
public interface IEstateFile
{
    /// <summary>Null: the state has not been started.</summary>
    /// <exception cref="StateUnreadableException">The file is damaged or of a later version.</exception>
    Estate? Find();

    /// <summary>Gives the estate its random id. There must be none yet.</summary>
    /// <exception cref="StateWriteException">There is still none.</exception>
    Estate Create_NeedsLock(IStateLock held, DateTimeOffset now);
}

using Reconciler.Core.Content;

namespace Reconciler.Engine.TransferPackages;

/// <summary>What each source was found to contain, so that it is read once.</summary>
public interface ISourceResolutions
{
    /// <param name="key">Names the source and all that decides about its content; the caller makes it.</param>
    /// <returns>The newest; null when the source was never resolved.</returns>
    /// <exception cref="StateUnreadableException">The file is damaged or of a later version.</exception>
    RecordedSource? Find(string key);

    /// <returns>The commit of a <c>git</c> source that content came from, the newest known; null when it came from elsewhere.</returns>
    /// <exception cref="StateUnreadableException">The file is damaged or of a later version.</exception>
    string? FindCommit(Digest digest);

    /// <exception cref="StateWriteException">Nothing may be taken as recorded.</exception>
    void Add_NeedsLock(IStateLock held, IReadOnlyList<RecordedSource> resolutions);
}

namespace Reconciler.Engine.Repositories;

/// <summary>A commit as it will stand once somebody makes it: a merge, a revert. What was made to see it goes when this does.</summary>
/// <param name="Repository">Has all of the histories that lead to it, and the commit.</param>
/// <param name="Commit">Of a merge the newer of the two where it contains the other already.</param>
public sealed record FutureCommit(IConfigurationRepository Repository, string Commit) : IDisposable
{
    /// <summary>What disposing ends; null where nothing was made.</summary>
    public IDisposable? Made { get; init; }

    public void Dispose() => Made?.Dispose();
}

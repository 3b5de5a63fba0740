namespace Reconciler.Engine.Repositories;

/// <summary>Two commits as they will stand together once one is merged into the other. What was made for it goes when this does.</summary>
/// <param name="Repository">Has all of both histories, and the merge.</param>
/// <param name="Commit">Of the merge; the newer of the two where it contains the other already.</param>
public sealed record MergedCommits(IConfigurationRepository Repository, string Commit) : IDisposable
{
    /// <summary>What disposing ends; null where nothing was made.</summary>
    public IDisposable? Made { get; init; }

    public void Dispose() => Made?.Dispose();
}

using Reconciler.Core.Resources;

namespace Reconciler.Engine.Repositories;

/// <summary>Other Git repositories, from which packages come.</summary>
public interface IRemoteRepositories
{
    /// <summary>A repository as it is now, at a revision. In one run, which one snapshot of the configuration stands for, it is fetched once.</summary>
    /// <param name="revision">Branch, tag, full name of a reference, commit id or the beginning of one; null: its default branch.</param>
    /// <exception cref="RepositoryException">It cannot be fetched, or has no such revision; what has been found for a run stays so.</exception>
    Task<IRepositorySnapshot> FetchAsync(GitUrl url, string? revision, IRepositorySnapshot run, CancellationToken cancellationToken);

    /// <summary>A repository at a commit that was fetched before. Reaches nothing outside of this machine.</summary>
    /// <returns>Null when it is not here (any more).</returns>
    IRepositorySnapshot? Find(GitUrl url, string commit);
}

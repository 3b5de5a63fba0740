using Reconciler.Core.Commits;

namespace Reconciler.Engine.Repositories;

/// <summary>The Git repository in which administrators commit what they want.</summary>
public interface IConfigurationRepository : IDisposable
{
    /// <summary>What the repository is called in messages: its path or URL, without secrets.</summary>
    string Name { get; }

    /// <summary>Makes it as new as its remote, whose commits <see cref="At"/> finds from then on. A repository on this machine is always so.</summary>
    /// <exception cref="RepositoryException">The remote is missing, mute, refuses the login, …: the message says which. What was there before stays readable.</exception>
    Task RefreshAsync(CancellationToken cancellationToken);

    /// <summary>The repository at one commit, read from the object database.</summary>
    /// <param name="revision">Branch, tag, full ref, commit id or a unique beginning of one; null: HEAD.</param>
    /// <exception cref="CommitRefusedException">The operator wants signatures, and it does not have them.</exception>
    /// <exception cref="RepositoryException">No such revision, no commit yet, or the repository cannot be read.</exception>
    IRepositorySnapshot At(string? revision);

    /// <summary>The files as they stand in the work tree, committed or not.</summary>
    /// <exception cref="RepositoryException">A bare repository.</exception>
    IRepositorySnapshot Worktree();

    /// <summary>What changed on the way from one commit to another, for the causes of a plan.</summary>
    /// <param name="from">Null, or a commit that is not there: nothing is known to have changed.</param>
    CommitChanges ChangesBetween(string? from, CommitInfo to);

    /// <summary>Whether <paramref name="ancestor"/> is <paramref name="descendant"/> or one of its ancestors; null when the history does not tell (a shallow clone, an unknown commit).</summary>
    bool? IsAncestor(string ancestor, string descendant);

    /// <summary>What will stand there once <paramref name="change"/> is merged into <paramref name="into"/>. Nothing is written to the repository.</summary>
    /// <exception cref="RepositoryException">They conflict, have no common ancestor, or the repository cannot be read.</exception>
    FutureCommit Merge(CommitInfo into, CommitInfo change);

    /// <summary>What will stand there once <paramref name="commit"/> is reverted on <paramref name="onto"/>; of a merge, against its first parent. Nothing is written to the repository.</summary>
    /// <exception cref="RepositoryException">It is not in that history, is the first of it, was changed since, or the repository cannot be read.</exception>
    FutureCommit Revert(CommitInfo onto, CommitInfo commit);

    /// <summary>The parents of a commit, whole ids, the first one first.</summary>
    /// <exception cref="RepositoryException">The repository cannot be read.</exception>
    IReadOnlyList<string> ParentsOf(CommitInfo commit);
}

using Reconciler.Core.Commits;

namespace Reconciler.Engine.Repositories;

/// <summary>The repository was read, and a commit of it must not be used. Asking again changes nothing until there is another commit, or another will of the operator.</summary>
/// <param name="commit">That was asked for.</param>
/// <param name="why">Behind its id: what is wrong, then <c>"; "</c>, then what to do.</param>
/// <param name="message">All of it.</param>
public sealed class CommitRefusedException(string repository, CommitInfo commit, string why, string message) : RepositoryException(repository, message)
{
    public CommitInfo Commit { get; } = commit;

    public string Why { get; } = why;
}

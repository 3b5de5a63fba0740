using LibGit2Sharp;
using Reconciler.Core.Commits;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>Merges two commits beside their repository.</summary>
internal static class GitMerge
{
    /// <inheritdoc cref="GitBeside.Make"/>
    /// <exception cref="RepositoryException">They conflict, or have no common ancestor.</exception>
    internal static FutureCommit Merge(string objects, string name, CommitInfo into, CommitInfo change) =>
        GitBeside.Make(objects, name, repository => Merge(repository, name, into, change));

    private static string Merge(Repository repository, string name, CommitInfo into, CommitInfo change)
    {
        var (ours, theirs) = (repository.Lookup<Commit>(into.Id), repository.Lookup<Commit>(change.Id));
        if (repository.ObjectDatabase.FindMergeBase(ours, theirs) is null)
            throw new RepositoryException(name, $"{GitBeside.Named(change)} and {GitBeside.Named(into)} have no common commit in {name}; fetch the whole history of both (in a pipeline: fetch-depth: 0)");

        var result = repository.ObjectDatabase.MergeCommits(ours, theirs, GitBeside.Options);
        return result.Status == MergeTreeStatus.Conflicts
            ? throw new RepositoryException(name, $"{GitBeside.Named(change)} cannot be merged into {GitBeside.Named(into)}: both change {GitBeside.Conflicts(result)}; merge {into.RefName ?? into.ShortId} into it, and resolve that there")
            : GitBeside.Commit(repository, $"Merge {GitBeside.Named(change)} into {GitBeside.Named(into)}\n", result.Tree, theirs.Committer.When, ours, theirs);
    }
}

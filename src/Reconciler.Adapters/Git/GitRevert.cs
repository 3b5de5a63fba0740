using LibGit2Sharp;
using Reconciler.Core.Commits;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>Reverts a commit beside its repository, as <c>git revert</c> would; of a merge, against its first parent (<c>-m 1</c>).</summary>
internal static class GitRevert
{
    /// <inheritdoc cref="GitBeside.Make"/>
    /// <param name="commit">Is in the history of <paramref name="onto"/>.</param>
    /// <exception cref="RepositoryException">It is the first commit, or what it changed has been changed since.</exception>
    internal static FutureCommit Revert(string objects, string name, CommitInfo onto, CommitInfo commit) =>
        GitBeside.Make(objects, name, repository => Revert(repository, name, onto, commit));

    /// <param name="isKnown">False: a shallow clone does not tell.</param>
    internal static RepositoryException NotInHistory(string name, CommitInfo onto, CommitInfo commit, bool isKnown) => new(name, isKnown
        ? $"{GitBeside.Named(commit)} is not in the history of {GitBeside.Named(onto)}, so that there is nothing to revert; name a commit that 'git log {onto.RefName ?? onto.ShortId}' shows"
        : $"the history of {name} does not show whether {GitBeside.Named(commit)} is in that of {GitBeside.Named(onto)}; fetch the whole of it (in a pipeline: fetch-depth: 0)");

    private static string Revert(Repository repository, string name, CommitInfo onto, CommitInfo commit)
    {
        var (ours, reverted) = (repository.Lookup<Commit>(onto.Id), repository.Lookup<Commit>(commit.Id));
        var parents = reverted.Parents.Count();
        if (parents == 0)
            throw new RepositoryException(name, $"{GitBeside.Named(commit)} is the first commit of {name}, and there is nothing before it to go back to; name a later one");

        var result = repository.ObjectDatabase.RevertCommit(reverted, ours, mainline: parents > 1 ? 1 : 0, GitBeside.Options);
        return result.Status == MergeTreeStatus.Conflicts
            ? throw new RepositoryException(name, $"{GitBeside.Named(commit)} cannot be reverted on {GitBeside.Named(onto)}: what it changed has been changed since, in {GitBeside.Conflicts(result)}; revert the later commits first, or run 'git revert {(parents > 1 ? "-m 1 " : "")}{commit.ShortId}' on a branch, resolve it there, and plan that with --base {onto.RefName ?? onto.ShortId}")
            : GitBeside.Commit(repository, $"Revert \"{reverted.MessageShort}\"\n\nThis reverts commit {reverted.Sha}.\n", result.Tree, ours.Committer.When, ours);
    }
}

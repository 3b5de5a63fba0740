using LibGit2Sharp;
using Reconciler.Core.Commits;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>Merges two commits beside their repository: it is only read, through a bare one of our own that borrows its objects and keeps the merge.</summary>
internal static class GitMerge
{
    private static readonly MergeTreeOptions options = new() { FindRenames = true, SkipReuc = true };

    /// <param name="objects">The <c>objects</c> directory that is read.</param>
    /// <param name="name">Of the repository, as messages call it.</param>
    /// <exception cref="RepositoryException">They conflict, or have no common ancestor.</exception>
    internal static MergedCommits Merge(string objects, string name, CommitInfo into, CommitInfo change)
    {
        var directory = Directory.CreateTempSubdirectory("reconciler-merge-");
        try
        {
            LibGit2.MakeHermetic();
            Repository.Init(directory.FullName, isBare: true);
            File.WriteAllText(Path.Combine(directory.FullName, "objects", "info", "alternates"), $"{objects.Replace('\\', '/')}\n");
            string commit;
            using (var repository = LibGit2.Open(directory.FullName, name))
                commit = Merge(repository, name, into, change);

            var merged = GitRepository.OfMirror(directory.FullName, name);
            return new(merged, commit) { Made = new Borrowed(merged, directory) };
        }
        catch (Exception failure)
        {
            directory.Delete(recursive: true);
            if (failure is LibGit2SharpException refused)
                throw LibGit2.Refused(name, refused);
            throw;
        }
    }

    private static string Merge(Repository repository, string name, CommitInfo into, CommitInfo change)
    {
        var (ours, theirs) = (repository.Lookup<Commit>(into.Id), repository.Lookup<Commit>(change.Id));
        if (repository.ObjectDatabase.FindMergeBase(ours, theirs) is null)
            throw new RepositoryException(name, $"{Named(change)} and {Named(into)} have no common commit in {name}; fetch the whole history of both (in a pipeline: fetch-depth: 0)");

        var result = repository.ObjectDatabase.MergeCommits(ours, theirs, options);
        if (result.Status == MergeTreeStatus.Conflicts)
            throw new RepositoryException(name, $"{Named(change)} cannot be merged into {Named(into)}: {Conflicts(result)}; merge {into.RefName ?? into.ShortId} into it, and resolve that there");

        // The same two commits give the same merge, whoever plans it and when.
        var who = new Signature("Reconciler", "reconciler@localhost", theirs.Committer.When);
        return repository.ObjectDatabase.CreateCommit(who, who, $"Merge {Named(change)} into {Named(into)}\n", result.Tree, [ours, theirs], prettifyMessage: false).Sha;
    }

    private static string Named(CommitInfo commit) => commit.RefName is { } branch ? $"{branch} ({commit.ShortId})" : commit.ShortId;

    private static string Conflicts(MergeTreeResult result)
    {
        const int Most = 5;
        var files = result.Conflicts.Select(conflict => (conflict.Ours ?? conflict.Theirs ?? conflict.Ancestor).Path).Distinct().Order(StringComparer.Ordinal).ToArray();
        return $"both change {string.Join(", ", files.Take(Most))}{(files.Length > Most ? $" and {files.Length - Most} more" : "")}";
    }

    private sealed class Borrowed(GitRepository repository, DirectoryInfo directory) : IDisposable
    {
        public void Dispose()
        {
            repository.Dispose();
            directory.Delete(recursive: true);
        }
    }
}

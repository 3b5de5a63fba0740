using System.Collections.Immutable;
using LibGit2Sharp;
using Reconciler.Core.Commits;

namespace Reconciler.Adapters.Git;

/// <summary>Says of each file that differs between two commits which commit changed it last.</summary>
internal static class GitChanges
{
    // Beyond this the newest commit is named: a cause is no history, and nobody waits for one.
    private const int MaxCommits = 2000;

    // Lines serve causes in YAML; anything larger is content.
    private const long MaxBytesForLines = 4 * 1024 * 1024;

    private static readonly CompareOptions compareOptions = new() { ContextLines = 0, Similarity = SimilarityOptions.None };

    internal static CommitChanges Between(Repository repository, string from, string to)
    {
        if (repository.Find<Commit>(from) is not { } older || repository.Find<Commit>(to) is not { } newer)
            return CommitChanges.None;

        using var differences = Compare(repository, older.Tree, newer.Tree);
        var byPath = differences.ToDictionary(change => change.Path, StringComparer.Ordinal);
        var commits = NewestCommits(repository, older, newer, byPath.Keys);
        return new(byPath.ToImmutableDictionary(
            file => file.Key,
            file => new FileChange(commits[file.Key].Sha, commits[file.Key].MessageShort, NewLines(repository, file.Value)),
            StringComparer.Ordinal));
    }

    private static Dictionary<string, Commit> NewestCommits(Repository repository, Commit older, Commit newer, IEnumerable<string> paths)
    {
        var wanted = paths.ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, Commit>(StringComparer.Ordinal);
        var walk = new CommitFilter { IncludeReachableFrom = newer, ExcludeReachableFrom = older, SortBy = CommitSortStrategies.Topological | CommitSortStrategies.Time };
        foreach (var commit in repository.Commits.QueryBy(walk).Take(MaxCommits).TakeWhile(_ => wanted.Count > 0))
        {
            foreach (var path in ChangedBy(repository, commit).Where(wanted.Remove).ToArray())
                found.Add(path, commit);
        }

        // On the way back to an older commit nothing is new.
        foreach (var path in wanted)
            found.Add(path, newer);
        return found;
    }

    /// <summary>For a merge only what it changed itself: files that are as in none of its parents. The others are named by a commit of the branch.</summary>
    private static HashSet<string> ChangedBy(Repository repository, Commit commit)
    {
        HashSet<string>? changed = null;
        foreach (var parent in commit.Parents.Select(parent => parent.Tree).DefaultIfEmpty(null))
        {
            using var differences = Compare(repository, parent, commit.Tree);
            var paths = differences.Select(change => change.Path);
            if (changed is null)
                changed = paths.ToHashSet(StringComparer.Ordinal);
            else
                changed.IntersectWith(paths);
        }

        return changed ?? [];
    }

    private static ImmutableHashSet<int> NewLines(Repository repository, TreeEntryChanges change)
    {
        if (!ConfigurationFileName.IsConfiguration(Path.GetFileName(change.Path)) || !IsSmallBlob(repository, change.Mode, change.Oid))
            return [];

        var newer = repository.Lookup<Blob>(change.Oid);
        var older = change.OldExists && IsSmallBlob(repository, change.OldMode, change.OldOid) ? repository.Lookup<Blob>(change.OldOid) : null;
        return [.. repository.Diff.Compare(older, newer, compareOptions).AddedLines.Select(line => line.LineNumber)];
    }

    // Looking a blob up brings all of it into memory; its size stands in its head.
    private static bool IsSmallBlob(Repository repository, Mode mode, ObjectId id) =>
        mode is not (Mode.Nonexistent or Mode.GitLink or Mode.Directory) && GitTree.SizeOf(repository, id.Sha) <= MaxBytesForLines;

    private static TreeChanges Compare(Repository repository, Tree? older, Tree? newer) => repository.Diff.Compare<TreeChanges>(older, newer, compareOptions);
}

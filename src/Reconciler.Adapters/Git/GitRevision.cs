using LibGit2Sharp;
using Reconciler.Core.Commits;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>Finds the commit that a revision names, as git does.</summary>
internal static class GitRevision
{
    private const string BranchPrefix = "refs/heads/";

    private static readonly string[] prefixes = [BranchPrefix, "refs/tags/", "refs/remotes/"];

    /// <param name="revision">Whatever <c>git rev-parse</c> takes; null: HEAD.</param>
    /// <exception cref="RepositoryException">It names no commit.</exception>
    internal static CommitInfo Resolve(Repository repository, string name, string? revision)
    {
        if (revision is null or "HEAD")
            return Head(repository) ?? throw NoCommit(repository, name);

        var (reference, found) = Parse(repository, name, revision);
        return Info(Peel(found, name, revision), reference is null || IsExpression(revision) ? null : Friendly(reference.CanonicalName));
    }

    /// <returns>Null when nothing is committed yet.</returns>
    internal static CommitInfo? Head(Repository repository) =>
        repository.Head.Tip is { } commit ? Info(commit, repository.Info.IsHeadDetached ? null : HeadName(repository)) : null;

    /// <summary>The branch that HEAD names, whether it has a commit or not; <c>HEAD</c> when it names a commit.</summary>
    internal static string HeadName(Repository repository) => Friendly(repository.Refs.Head.TargetIdentifier is { } target && target.StartsWith("refs/", StringComparison.Ordinal) ? target : "HEAD");

    private static RepositoryException NoCommit(Repository repository, string name) => new(name, (repository.Info.IsBare, repository.Refs.Any()) switch
    {
        (false, _) => $"The repository {name} has no commit yet on {HeadName(repository)}; commit the configuration first, or use --worktree",
        (true, false) => $"The repository {name} is empty; push a commit to it",
        (true, true) => $"The repository {name} has nothing on {HeadName(repository)}, its default branch; name another branch, or a tag or commit",
    });

    private static (Reference? Reference, GitObject Found) Parse(Repository repository, string name, string revision)
    {
        try
        {
            repository.RevParse(revision, out var reference, out var found);
            return (reference, found);
        }
        catch (AmbiguousSpecificationException e)
        {
            throw new RepositoryException(name, $"Several objects of {name} have ids that begin with '{revision}'; give more characters", e);
        }
        catch (Exception e) when (e is NotFoundException or InvalidSpecificationException or NameConflictException)
        {
            throw Unknown(repository, name, revision, e);
        }
    }

    private static RepositoryException Unknown(Repository repository, string name, string revision, Exception e) => new(
        name,
        repository.Info.IsBare && !repository.Refs.Any()
            ? $"The repository {name} is empty, it has no '{revision}'; push a commit to it"
            : $"The repository {name} has no branch, tag or commit '{revision}'{(Nearest(repository, revision) is { } nearest ? NearestName.Question(nearest) : repository.Info.IsBare ? "; push it there, or name one that it has" : "")}"
            + (repository.Info.IsShallow ? "; it is a shallow clone, which has only the newest commits: 'git fetch --unshallow' brings the others" : ""),
        e);

    private static string? Nearest(Repository repository, string revision) =>
        NearestName.Of(revision, repository.Refs.Where(reference => !reference.CanonicalName.StartsWith("refs/notes/", StringComparison.Ordinal)).Select(reference => Friendly(reference.CanonicalName)));

    private static Commit Peel(GitObject found, string name, string revision)
    {
        var target = found;
        while (target is TagAnnotation tag)
            target = tag.Target;

        return target as Commit
            ?? throw new RepositoryException(name, $"'{revision}' is a {KindOf(target)} of {name}, not a commit; name a branch, a tag or a commit");
    }

    private static string KindOf(GitObject? found) => found switch
    {
        Blob => "file",
        Tree => "directory",
        _ => "thing",
    };

    private static CommitInfo Info(Commit commit, string? refName) => new(commit.Sha, refName, commit.MessageShort, commit.Committer.When.ToUniversalTime());

    private static bool IsExpression(string revision) =>
        revision == "@" || revision.AsSpan().IndexOfAny("~^:") >= 0 || revision.Contains("@{", StringComparison.Ordinal);

    private static string Friendly(string canonicalName)
    {
        var prefix = prefixes.FirstOrDefault(prefix => canonicalName.StartsWith(prefix, StringComparison.Ordinal));
        return prefix is null ? canonicalName : canonicalName[prefix.Length..];
    }
}

using LibGit2Sharp;
using Reconciler.Adapters.Git.Signatures;
using Reconciler.Core.Commits;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>A Git repository on this machine, read from its object database: nothing is checked out, nothing is written. Safe for several threads.</summary>
public sealed class GitRepository : IConfigurationRepository
{
    private readonly RepositoryPool pool;
    private readonly GitTreeCache trees;
    private readonly string? workingDirectory;
    private SignatureCheck? signatures;

    private GitRepository(RepositoryPool pool, string? workingDirectory)
    {
        this.pool = pool;
        trees = new(pool);
        this.workingDirectory = workingDirectory;
    }

    public string Name => pool.Name;

    /// <param name="location">A path of a repository, or of anything in its work tree.</param>
    /// <exception cref="RepositoryException">There is no repository, it is a URL, or it belongs to another user.</exception>
    public static GitRepository Open(string location) => Open(location, BlobReading.Usual);

    /// <inheritdoc cref="Open(string)"/>
    internal static GitRepository Open(string location, BlobReading blobs)
    {
        if (GitLocation.IsRemote(location))
            throw Remote(GitLocation.WithoutSecrets(location));

        var path = Path.GetFullPath(location);
        if (!Directory.Exists(path))
            throw NoDirectory(path);

        var gitDirectory = LibGit2.Discover(path)
            ?? throw new RepositoryException(path, $"Neither {path} nor a directory above it is a Git repository; run 'git init' there, or name another one");
        using var repository = LibGit2.Open(gitDirectory, path);
        var workingDirectory = repository.Info.WorkingDirectory;
        var name = Path.TrimEndingDirectorySeparator(workingDirectory ?? repository.Info.Path);
        return new(new RepositoryPool(gitDirectory, name, blobs), workingDirectory is null ? null : name);
    }

    /// <summary>A bare repository of our own.</summary>
    /// <param name="name">As messages call it: the URL that it mirrors.</param>
    /// <exception cref="RepositoryException">There is none.</exception>
    internal static GitRepository OfMirror(string gitDirectory, string name)
    {
        var pool = new RepositoryPool(gitDirectory, name, BlobReading.Usual);
        pool.Borrow().Dispose();
        return new(pool, workingDirectory: null);
    }

    public Task RefreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>From now on a commit is given only when it passes.</summary>
    public void Require(SignatureCheck check) => signatures = check;

    public IRepositorySnapshot At(string? revision) => new GitSnapshot(pool, trees, pool.Use(repository =>
    {
        var commit = GitRevision.Resolve(repository, Name, revision);
        signatures?.Check(repository, Name, commit);
        return commit;
    }));

    /// <param name="commit">A whole id.</param>
    internal bool Has(string commit) => pool.Use(repository => repository.Find<Commit>(commit) is not null);

    public IRepositorySnapshot Worktree() => workingDirectory is null
        ? throw new RepositoryException(Name, $"The repository {Name} is bare, it has no work tree; leave out --worktree")
        : new WorktreeSnapshot(pool, workingDirectory);

    public CommitChanges ChangesBetween(string? from, CommitInfo to) =>
        from is null || from == to.Id ? CommitChanges.None : pool.Use(repository => GitChanges.Between(repository, from, to.Id));

    public bool? IsAncestor(string ancestor, string descendant) => pool.Use(repository => IsAncestor(repository, ancestor, descendant));

    public FutureCommit Merge(CommitInfo into, CommitInfo change)
    {
        if (IsAncestor(into.Id, change.Id) == true)
            return new(this, change.Id);
        if (IsAncestor(change.Id, into.Id) == true)
            return new(this, into.Id);

        return GitMerge.Merge(pool.Use(ObjectsOf), Name, into, change);
    }

    public FutureCommit Revert(CommitInfo onto, CommitInfo commit) => IsAncestor(commit.Id, onto.Id) switch
    {
        true => GitRevert.Revert(pool.Use(ObjectsOf), Name, onto, commit),
        var known => throw GitRevert.NotInHistory(Name, onto, commit, isKnown: known is not null),
    };

    public IReadOnlyList<string> ParentsOf(CommitInfo commit) => pool.Use(repository => repository.Lookup<Commit>(commit.Id).Parents.Select(parent => parent.Sha).ToArray());

    public void Dispose() => pool.Dispose();

    /// <summary>A linked work tree has its objects in the repository that it belongs to.</summary>
    private static string ObjectsOf(Repository repository)
    {
        var own = repository.Info.Path;
        var common = Path.Combine(own, "commondir");
        return Path.Combine(File.Exists(common) ? Path.GetFullPath(File.ReadAllText(common).Trim(), own) : own, "objects");
    }

    private static RepositoryException Remote(string name) => new(
        name, $"{name} is a URL, and this is about files on this machine; clone it with 'git clone', and name the clone");

    private static RepositoryException NoDirectory(string path) => new(
        path,
        File.Exists(path)
            ? $"{path} is a file, not a Git repository; name a directory"
            : $"There is no directory {path}; name the Git repository that holds the configuration");

    private static bool? IsAncestor(Repository repository, string ancestor, string descendant)
    {
        if (repository.Find<Commit>(ancestor) is not { } older || repository.Find<Commit>(descendant) is not { } newer)
            return null;

        if (repository.ObjectDatabase.FindMergeBase(older, newer)?.Id == older.Id)
            return true;

        // In a shallow clone the way from one to the other may be what is missing.
        return repository.Info.IsShallow ? null : false;
    }
}

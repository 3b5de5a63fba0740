using System.Collections.Immutable;
using Reconciler.Adapters.Git.Signatures;
using Reconciler.Core.Commits;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>A configuration repository elsewhere, read from its mirror: as new as the last refresh, of this process or an earlier one.</summary>
/// <param name="revision">That will be asked for; null: the default branch. Its full name is fetched where it is neither a branch nor a tag.</param>
public sealed class MirroredRepository(GitMirror mirror, string? revision, SignatureCheck? signatures = null) : IConfigurationRepository
{
    private readonly ImmutableArray<string> references = RevisionName.IsOutsideOfBranchesAndTags(revision) ? [revision] : [];
    private readonly Lock gate = new();
    private GitRepository? opened;
    private bool isFresh;

    public string Name => mirror.Url.Text;

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        isFresh = false;
        await mirror.FetchAsync(references, cancellationToken);
        isFresh = true;
    }

    public IRepositorySnapshot At(string? revision) => Opened.At(revision);

    public IRepositorySnapshot Worktree() => throw new RepositoryException(
        Name, $"{Name} is a URL, it has no work tree; leave out --worktree, or clone it with 'git clone' and name the clone");

    public CommitChanges ChangesBetween(string? from, CommitInfo to) => Opened.ChangesBetween(from, to);

    public bool? IsAncestor(string ancestor, string descendant) => Opened.IsAncestor(ancestor, descendant);

    public FutureCommit Merge(CommitInfo into, CommitInfo change) => Opened.Merge(into, change);

    public FutureCommit Revert(CommitInfo onto, CommitInfo commit) => Opened.Revert(onto, commit);

    public IReadOnlyList<string> ParentsOf(CommitInfo commit) => Opened.ParentsOf(commit);

    public void Dispose() => opened?.Dispose();

    /// <summary>Whether the last refresh brought this reference of this repository too, so that nobody need fetch it again.</summary>
    internal bool HasFresh(GitUrl url, string? reference) => isFresh && url.Text == Name && (reference is null || references.Contains(reference));

    // What is here is read, whether a refresh brought it in this process or an earlier one.
    private GitRepository Opened
    {
        get
        {
            lock (gate)
                return opened ??= mirror.IsFilled ? Open() : throw Empty();
        }
    }

    private GitRepository Open()
    {
        var repository = mirror.Open();
        if (signatures is not null)
            repository.Require(signatures);
        return repository;
    }

    private RepositoryException Empty() => new(Name, isFresh
        ? $"The repository {Name} is empty; push a commit to it"
        : $"{Name} was not fetched yet; run 'reconciler plan' once while it can be reached");
}

using Reconciler.Core.Commits;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Repositories;

namespace Reconciler.Cli.Workplaces;

/// <summary>A commit as it stands, and as it would stand with a change: a merge, a revert. What was made to see it goes when this does.</summary>
internal sealed class ChangeReading : IDisposable
{
    private readonly FutureCommit future;
    private readonly Reconciliation reconciliation;
    private readonly CommitInfo into;
    private readonly CommitInfo change;

    private ChangeReading(Workplace workplace, FutureCommit future, CommitInfo into, CommitInfo change)
    {
        this.future = future;
        this.into = into;
        this.change = change;
        reconciliation = workplace.ReconciliationOf(future.Repository);
        var query = workplace.Values.Revision;
        Without = reconciliation.Read(query with { Revision = into.Id });
        With = reconciliation.Read(query with { Revision = future.Commit });
    }

    /// <summary>What stands there before the change.</summary>
    internal Reading Without { get; }

    /// <summary>What will stand there.</summary>
    internal Reading With { get; }

    private ChangeKind Kind { get; init; }

    private string? Parent { get; init; }

    /// <summary>The planned revision, merged into another one.</summary>
    /// <exception cref="RepositoryException">A revision is not there, or the two cannot be merged.</exception>
    internal static ChangeReading Merge(Workplace workplace, string into)
    {
        var (theirs, ours) = (workplace.Repository.At(into).Commit, Planned(workplace));
        return Disposing(workplace.Repository.Merge(theirs, ours), merged => new(workplace, merged, theirs, ours));
    }

    /// <summary>The planned revision, with one of its commits reverted.</summary>
    /// <exception cref="RepositoryException">A revision is not there, or the commit cannot be reverted.</exception>
    internal static ChangeReading Revert(Workplace workplace, string revision)
    {
        var (onto, commit) = (Planned(workplace), workplace.Repository.At(revision).Commit);
        return Disposing(workplace.Repository.Revert(onto, commit), reverted => new(workplace, reverted, onto, commit)
        {
            Kind = ChangeKind.Revert,
            Parent = workplace.Repository.ParentsOf(commit) is [var first, _, ..] ? first : null,
        });
    }

    private static CommitInfo Planned(Workplace workplace) => workplace.Repository.At(workplace.Values.Revision.Revision).Commit;

    private static ChangeReading Disposing(FutureCommit future, Func<FutureCommit, ChangeReading> read)
    {
        try
        {
            return read(future);
        }
        catch
        {
            future.Dispose();
            throw;
        }
    }

    /// <exception cref="ArgumentException">One of the two is invalid.</exception>
    internal async Task<ChangeMade> PlanAsync(PlanQuery query, CancellationToken cancellationToken)
    {
        var (without, with) = await reconciliation.CompareAsync(Without, With, query, cancellationToken);
        return new(into, change, without, with.Detailed(), IsAssumed: !with.HasState) { Kind = Kind, Parent = Parent };
    }

    public void Dispose() => future.Dispose();
}

using Reconciler.Core.Commits;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Repositories;

namespace Reconciler.Cli.Workplaces;

/// <summary>A change, and what it is to be merged into, each read as it would stand. What was made to merge them goes when this does.</summary>
internal sealed class ChangeReading : IDisposable
{
    private readonly MergedCommits merged;
    private readonly Reconciliation reconciliation;
    private readonly CommitInfo into;
    private readonly CommitInfo change;

    private ChangeReading(Workplace workplace, MergedCommits merged, CommitInfo into, CommitInfo change)
    {
        this.merged = merged;
        this.into = into;
        this.change = change;
        reconciliation = workplace.ReconciliationOf(merged.Repository);
        var query = workplace.Values.Revision;
        Without = reconciliation.Read(query with { Revision = into.Id });
        With = reconciliation.Read(query with { Revision = merged.Commit });
    }

    /// <summary>What stands there before the change.</summary>
    internal Reading Without { get; }

    /// <summary>What will stand there.</summary>
    internal Reading With { get; }

    /// <exception cref="RepositoryException">A revision is not there, or the two cannot be merged.</exception>
    internal static ChangeReading Read(Workplace workplace, string into)
    {
        var (theirs, ours) = (workplace.Repository.At(into).Commit, workplace.Repository.At(workplace.Values.Revision.Revision).Commit);
        var merged = workplace.Repository.Merge(theirs, ours);
        try
        {
            return new(workplace, merged, theirs, ours);
        }
        catch
        {
            merged.Dispose();
            throw;
        }
    }

    /// <exception cref="ArgumentException">One of the two is invalid.</exception>
    internal async Task<ChangeMade> PlanAsync(PlanQuery query, CancellationToken cancellationToken)
    {
        var (without, with) = await reconciliation.CompareAsync(Without, With, query, cancellationToken);
        return new(into, change, without, with.Detailed(), IsAssumed: !with.HasState);
    }

    public void Dispose() => merged.Dispose();
}

using System.Collections.Immutable;
using Reconciler.Core.Commits;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Reconciling;

/// <summary>Which commit the loop keeps up: the newest, or the last good one while the newest cannot be used.</summary>
internal sealed class LoopTarget(LoopParts parts, TimeProvider time, Func<LoopEvent, Task> tell)
{
    private string? told;

    /// <summary>The newest commit that could be read.</summary>
    internal CommitInfo? Attempted { get; private set; }

    /// <summary>The last one whose whole plan was begun; survives a restart, since it is recorded.</summary>
    private string? Good => parts.State.Commits.LastBegun?.Commit;

    /// <returns>Null when there is nothing to keep up yet.</returns>
    /// <exception cref="RepositoryException">The newest cannot be read.</exception>
    internal async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        await FetchAsync(cancellationToken);
        var reading = parts.Reconciliation.Read(parts.Query.Revision);
        Attempted = reading.Commit;
        if (reading.Resources is not null)
            return reading.Commit.Id;

        return await RefuseAsync(reading.Commit, reading, reading.Diagnostics, message: null);
    }

    /// <summary>The newest was refused for a reason that its text does not show: rewritten history.</summary>
    /// <returns>What to keep up in its place; null when there is nothing.</returns>
    internal Task<string?> RefuseAsync(CommitInfo commit, string message) => RefuseAsync(commit, null, [], message);

    /// <summary>Whether the followed revision has moved since it was read last.</summary>
    internal async Task<string?> FindNewerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FetchAsync(cancellationToken);
            var newest = parts.Repository.At(parts.Query.Revision.Revision).Commit.Id;
            return newest == Attempted?.Id ? null : newest;
        }
        catch (RepositoryException)
        {
            // The next pass meets it too, and tells it.
            return null;
        }
    }

    /// <summary>As <see cref="LoopParts.Query"/>, at one commit.</summary>
    internal PlanQuery At(string commit) => parts.Query with { Revision = parts.Query.Revision with { Revision = commit } };

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var isDone = false;
        try
        {
            await parts.Repository.RefreshAsync(cancellationToken);
            isDone = true;
        }
        finally
        {
            await tell(new LoopEvent.Fetched(time.GetElapsedTime(began), isDone));
        }
    }

    private async Task<string?> RefuseAsync(CommitInfo commit, Reading? reading, ImmutableArray<Diagnostic> diagnostics, string? message)
    {
        var good = Good == commit.Id ? null : Good;
        if (told != commit.Id)
            await tell(new LoopEvent.Unusable(commit, reading, diagnostics, message, good));
        told = commit.Id;
        return good;
    }
}

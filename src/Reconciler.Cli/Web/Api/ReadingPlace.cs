using Microsoft.AspNetCore.Http;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Web.Api;

/// <summary>
/// Where questions are answered while the loop works: a place of its own on the same repository and state, without the lock, which asks no remote.
/// It reads the commit that is kept up, by the records, as another process would. One question at a time.
/// </summary>
/// <param name="open">Opens the loop's place once more.</param>
internal sealed class ReadingPlace(Func<Workplace> open, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan shortestRest = TimeSpan.FromSeconds(1);

    /// <summary>A large estate is read for a fifth of the time at most, however often somebody asks.</summary>
    private const int RestsForWork = 4;

    private readonly SemaphoreSlim turn = new(1);
    private volatile bool isOld;
    private Workplace? opened;
    private Reading? reading;
    private Standing? standing;
    private DateTimeOffset next;

    /// <summary>After the last question.</summary>
    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync();
        opened?.Dispose();
        turn.Dispose();
    }

    /// <summary>Answers from how things stand, at most a moment ago.</summary>
    /// <exception cref="ApiProblem">Nothing can be told now.</exception>
    internal async Task<ApiAnswer> AnswerAsync(Func<Standing, ApiAnswer> answer, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return answer(await StandingAsync(cancellationToken));
        }
        catch (Exception unreadable) when (unreadable is RepositoryException or StateUnreadableException)
        {
            throw NotNow(unreadable.Message);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Something has been done just now, which the next answer is to show.</summary>
    internal void Forget() => isOld = true;

    private async Task<Standing> StandingAsync(CancellationToken cancellationToken)
    {
        if (!isOld && standing is not null && time.GetUtcNow() < next)
            return standing;

        isOld = false;
        var began = time.GetTimestamp();
        standing = await MakeAsync(opened ??= open(), cancellationToken);
        var work = time.GetElapsedTime(began) * RestsForWork;
        next = time.GetUtcNow() + (work > shortestRest ? work : shortestRest);
        return standing;
    }

    private async Task<Standing> MakeAsync(Workplace place, CancellationToken cancellationToken)
    {
        var (commits, loop) = (place.State.Commits, new LoopStandingFile(place.Directory).Find());
        var kept = commits.LastBegun?.Commit
            ?? throw NotNow(loop?.Obstacle is { } obstacle ? $"there is no commit to tell of yet: {obstacle.Message}" : "the first pass has not planned anything yet");
        var revision = place.Values.Revision with { Revision = kept };

        // A commit does not change: it is read once, and its signatures are checked once.
        if (reading?.Commit.Id != kept)
            reading = place.Reconciliation.Read(revision);
        if (reading.Resources is null)
            throw NotNow($"{reading.Commit.ShortId} cannot be read any more: {reading.Diagnostics[0]}");

        var query = new PlanQuery(revision, Scope.Everything, Lift.None, place.Settings.MaxRemovals) { Reach = Reach.ThisMachine, Permission = Permission.Enforced };
        var made = await place.Reconciliation.PlanAsync(reading, query, cancellationToken);
        return new(place, made, commits.LastBegun, commits.LastConverged, loop);
    }

    private static ApiProblem NotNow(string why) => new(StatusCodes.Status503ServiceUnavailable, why) { RetryAfter = shortestRest };
}

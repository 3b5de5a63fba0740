using Reconciler.Cli.Listening;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Publishing;

/// <summary>
/// Publishes the state at the end of a pass when something changed, not more often than the settings say, and once more when the loop ends. The loop
/// waits for nothing but the reading; what fails is said once, and tried again, ever more rarely.
/// </summary>
/// <param name="tell">Takes what becomes of it.</param>
internal sealed class StatePublishing(StatePublisher publisher, TimeSpan every, Func<LoopEvent, Task> tell, TimeProvider time) : ILoopListener
{
    private const int MostDoublings = 4;

    private const int LooksPerPush = 10;

    /// <summary>For what was recorded last, when the loop ends.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource ended = new();
    private Task running = Task.CompletedTask;
    private DateTimeOffset next;
    private string? failure;
    private int failures;

    public Task TellAsync(LoopEvent what)
    {
        if (what is LoopEvent.Passed)
            Begin();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        next = default;
        await Task.WhenAny(running, Task.Delay(patience, time));
        if (running.IsCompleted)
            Begin();
        await Task.WhenAny(running, Task.Delay(patience, time));
        await ended.CancelAsync();
        await running;
        ended.Dispose();
    }

    /// <summary>Nothing is read before it is time: on a large estate that takes a while.</summary>
    private void Begin()
    {
        if (!running.IsCompleted || time.GetUtcNow() < next)
            return;

        try
        {
            if (publisher.Read(ended.Token) is { } snapshot)
                running = Task.Run(() => PublishAsync(snapshot));
        }
        catch (StateUnreadableException)
        {
            // Whoever plans says which record; until it is mended, what was published before stays.
        }
    }

    private async Task PublishAsync(StatePublisher.Snapshot snapshot)
    {
        try
        {
            var isNew = await publisher.PublishAsync(snapshot, ended.Token);
            failures = 0;
            next = time.GetUtcNow() + (isNew ? every : every / LooksPerPush);
            if (failure is not null)
                await tell(new LoopEvent.Published(publisher.Name));
            failure = null;
        }
        catch (RepositoryException refused)
        {
            failures++;
            next = time.GetUtcNow() + (every * Math.Pow(2, Math.Min(failures - 1, MostDoublings)));
            if (failure != refused.Message)
                await tell(new LoopEvent.NotPublished(refused.Message));
            failure = refused.Message;
        }
        catch (OperationCanceledException)
        {
            // The loop has ended; the next one publishes.
        }
    }
}

using System.Collections.Concurrent;

namespace Reconciler.Adapters.Servers;

/// <summary>
/// A server's own threads for calls that block. A server that hangs takes these with it and nothing else, which it would if they were the
/// pool's. Threads start when they are needed.
/// </summary>
internal sealed class LaneThreads(string name, int most) : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly Lock gate = new();
    private int threads;
    private int busyOrQueued;

    /// <summary>Runs on one of the threads. A token that is cancelled while this waits for its turn ends the wait; afterwards it is the work's own matter.</summary>
    public Task<T> RunAsync<T>(Func<T> function, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        StartThreadWhenAllAreBusy();
        work.Add(() => Complete(done, function, cancellationToken), CancellationToken.None);
        return done.Task;
    }

    public Task RunAsync(Action action, CancellationToken cancellationToken) =>
        RunAsync(
            () =>
            {
                action();
                return true;
            },
            cancellationToken);

    /// <summary>The threads end when they have done what they have; nobody waits for one that hangs.</summary>
    public void Dispose() => work.CompleteAdding();

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> function, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            done.SetResult(function());
        }
        catch (OperationCanceledException e) when (e.CancellationToken == cancellationToken)
        {
            done.SetCanceled(cancellationToken);
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    private void StartThreadWhenAllAreBusy()
    {
        lock (gate)
        {
            busyOrQueued++;
            if (threads == most || busyOrQueued <= threads)
                return;

            threads++;
        }

        // Background: the process may end while one of them hangs.
        new Thread(Work) { IsBackground = true, Name = $"{name} lane {threads}" }.Start();
    }

    private void Work()
    {
        foreach (var step in work.GetConsumingEnumerable())
        {
            step();
            lock (gate)
                busyOrQueued--;
        }
    }
}

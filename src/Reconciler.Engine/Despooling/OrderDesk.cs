using System.Collections.Concurrent;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Despooling;

/// <summary>Puts orders on the spool and brings each result to whoever waits for it.</summary>
internal sealed class OrderDesk(ISpool spool)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<CopyResult>> waiting = new(StringComparer.Ordinal);

    internal async Task<CopyResult> CarryOutAsync(CopyOrder order, CancellationToken cancellationToken)
    {
        var result = new TaskCompletionSource<CopyResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[order.Id] = result;
        await spool.PutAsync(order, cancellationToken);
        return await result.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Runs until it is cancelled. A result that nobody waits for is of an earlier run, or a repetition, and is dropped.</summary>
    internal async Task DeliverAsync(CancellationToken cancellationToken)
    {
        await foreach (var result in spool.ResultsAsync(cancellationToken))
        {
            if (waiting.TryRemove(result.Id, out var waiter))
                waiter.TrySetResult(result);
        }
    }
}

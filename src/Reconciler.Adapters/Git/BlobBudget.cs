namespace Reconciler.Adapters.Git;

/// <summary>How many bytes of blobs may be in memory at the same time. Whoever wants more than is left waits.</summary>
/// <param name="bytes">At least as many as one blob may have, or it would wait for ever.</param>
internal sealed class BlobBudget(long bytes)
{
    private readonly Lock gate = new();
    private readonly Queue<(long Bytes, TaskCompletionSource Turn)> waiting = new();
    private long left = bytes;

    /// <summary>To be followed by <see cref="GiveBack"/>. In the order of asking, so that a large one is not passed by small ones for ever.</summary>
    internal void Take(long wanted, CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (gate)
        {
            if (waiting.Count == 0 && wanted <= left)
            {
                left -= wanted;
                return;
            }

            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue((wanted, turn));
        }

        using var givingUp = cancellationToken.Register(() => GiveUp(turn, cancellationToken));
        turn.Task.GetAwaiter().GetResult();
    }

    internal void GiveBack(long taken)
    {
        lock (gate)
        {
            left += taken;
            LetIn();
        }
    }

    private void GiveUp(TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // Whoever stands behind it may want less.
            if (turn.TrySetCanceled(cancellationToken))
                LetIn();
        }
    }

    private void LetIn()
    {
        while (waiting.TryPeek(out var next) && (next.Turn.Task.IsCanceled || next.Bytes <= left))
        {
            waiting.Dequeue();
            if (next.Turn.TrySetResult())
                left -= next.Bytes;
        }
    }
}

namespace Reconciler.Adapters.Git;

/// <summary>How much may be in use at the same time: bytes of blobs, or blobs. Whoever wants more than is left waits.</summary>
/// <param name="most">At least as much as one may want, or it would wait for ever.</param>
internal sealed class BlobBudget(long most)
{
    private readonly object gate = new();
    private readonly LinkedList<long> waiting = new();
    private long left = most;

    /// <summary>To be followed by <see cref="GiveBack"/>. In the order of asking, so that a large one is not passed by small ones for ever.</summary>
    internal void Take(long wanted, CancellationToken cancellationToken)
    {
        using var waking = cancellationToken.Register(Wake);
        lock (gate)
        {
            var turn = waiting.AddLast(wanted);
            try
            {
                while (waiting.First != turn || wanted > left)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Monitor.Wait(gate);
                }

                left -= wanted;
            }
            finally
            {
                // Whoever stands behind it may want less than is left, whether this one came in or gave up.
                waiting.Remove(turn);
                Monitor.PulseAll(gate);
            }
        }
    }

    internal void GiveBack(long taken)
    {
        lock (gate)
        {
            left += taken;
            Monitor.PulseAll(gate);
        }
    }

    private void Wake()
    {
        lock (gate)
            Monitor.PulseAll(gate);
    }
}

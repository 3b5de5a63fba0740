namespace Reconciler.Adapters.Downloads;

/// <summary>Ends a try that makes no progress.</summary>
internal sealed class Watch : IDisposable
{
    private readonly TimeSpan limit;
    private readonly CancellationTokenSource stalled;
    private readonly CancellationTokenSource either;

    internal Watch(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        this.limit = limit;
        stalled = new(limit, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(stalled.Token, cancellationToken);
    }

    internal CancellationToken Token => either.Token;

    internal bool HasEnded => stalled.IsCancellationRequested;

    internal void Progress() => stalled.CancelAfter(limit);

    public void Dispose()
    {
        either.Dispose();
        stalled.Dispose();
    }
}

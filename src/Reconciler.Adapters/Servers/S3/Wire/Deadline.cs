namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>Ends a request that makes no progress. Each beat puts it off.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource ending;
    private readonly TimeSpan longestSilence;
    private readonly Action beaten;

    public Deadline(TimeSpan longestSilence, Action beaten, CancellationToken cancellationToken)
    {
        this.longestSilence = longestSilence;
        this.beaten = beaten;
        ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(longestSilence);
    }

    public CancellationToken Token => ending.Token;

    public void Beat()
    {
        if (!ending.IsCancellationRequested)
            ending.CancelAfter(longestSilence);

        beaten();
    }

    public void Dispose() => ending.Dispose();
}

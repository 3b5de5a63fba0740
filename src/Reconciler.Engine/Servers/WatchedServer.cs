using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.Servers;

/// <summary>A connection that is given up when its server shows no sign of life: a hung mount loses its threads, not ours.</summary>
internal sealed class WatchedServer : IAsyncDisposable
{
    /// <summary>How long the end of a run waits for a server that does not answer.</summary>
    internal static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(5);

    private readonly Heartbeat heartbeat;
    private readonly TimeSpan longestSilence;
    private readonly TimeProvider time;
    private volatile bool isLost;

    internal WatchedServer(IServerConnector connector, ServerEndpoint endpoint, TimeSpan longestSilence, TimeProvider time)
    {
        heartbeat = new(time);
        this.longestSilence = longestSilence;
        this.time = time;
        Server = connector.Connect(endpoint, heartbeat);
    }

    internal IServer Server { get; }

    /// <summary>Given up; what is asked of it from now on fails at once.</summary>
    internal bool IsLost => isLost;

    /// <exception cref="ServerException"><see cref="TroubleKind.Unreachable"/>: the server was silent for too long, in this call or before.</exception>
    internal async Task<T> RunAsync<T>(Func<IServer, Task<T>> work, CancellationToken cancellationToken)
    {
        if (isLost)
            throw Lost();

        heartbeat.Beat();
        var working = work(Server);
        while (!working.IsCompleted)
        {
            var left = longestSilence - heartbeat.Silence;
            if (left <= TimeSpan.Zero)
            {
                isLost = true;
                throw Lost();
            }

            await EndedAsync(working, left, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                await LeaveAsync(working, cancellationToken);
        }

        heartbeat.Beat();
        return await working;
    }

    public async ValueTask DisposeAsync()
    {
        // Closing a server that hangs would hang as well.
        if (!isLost)
            await Server.DisposeAsync();
    }

    /// <summary>The run is over, and with it our right to be there: a step that is under way may end, if that does not take long.</summary>
    private async Task LeaveAsync(Task working, CancellationToken cancellationToken)
    {
        await EndedAsync(working, LongestFarewell, CancellationToken.None);
        isLost |= !working.IsCompleted;
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>However it ends, or not at all for so long. Leaves no timer behind: most calls are short, and there may be a hundred thousand.</summary>
    private async Task EndedAsync(Task working, TimeSpan longest, CancellationToken cancellationToken) =>
        await working.WaitAsync(longest, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private ServerException Lost() => new(
        TroubleKind.Unreachable, Server.Name, $"{Server.Name} made no progress for {longestSilence.TotalSeconds:0} s and was given up for this run");
}

using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Despooling;

/// <summary>A lane that is given up when its server makes no progress: a hung mount loses its lane, not ours.</summary>
internal sealed class WatchedLane : IAsyncDisposable
{
    private readonly ServerLane lane;
    private readonly DespoolerOptions options;
    private readonly TimeProvider time;
    private long lastProgress;
    private volatile bool isLost;

    internal WatchedLane(IServer server, IContentStore content, DespoolerOptions options, TimeProvider time, IProgress<CopiedBytes> progress)
    {
        this.options = options;
        this.time = time;
        lane = new(server, content, time, new Heartbeat(this, progress));
    }

    internal async Task<CopyResult> CarryOutAsync(CopyOrder order, CancellationToken cancellationToken)
    {
        if (isLost)
            return Lost(order, wasTouched: false);

        Beat();
        var work = lane.CarryOutAsync(order, cancellationToken);
        while (!work.IsCompleted)
        {
            var left = options.NoProgressAfter - time.GetElapsedTime(Interlocked.Read(ref lastProgress));
            if (left <= TimeSpan.Zero)
            {
                isLost = true;
                return Lost(order, wasTouched: true);
            }

            await Task.WhenAny(work, Task.Delay(left, time, cancellationToken));
            if (cancellationToken.IsCancellationRequested)
                await GoAsync(work, cancellationToken);
        }

        Beat();
        return await work;
    }

    public async ValueTask DisposeAsync()
    {
        // Closing a server that hangs would hang as well.
        if (!isLost)
            await lane.Server.DisposeAsync();
    }

    /// <summary>The run is over, and with it our right to be there: a step that is under way may end, if that does not take long.</summary>
    private async Task GoAsync(Task work, CancellationToken cancellationToken)
    {
        await Task.WhenAny(work, Task.Delay(DespoolerOptions.JoinLanes, time, CancellationToken.None));
        isLost |= !work.IsCompleted;
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Beat() => Interlocked.Exchange(ref lastProgress, time.GetTimestamp());

    private CopyResult.Failed Lost(CopyOrder order, bool wasTouched) => new(
        order.Id, order.Order, TroubleKind.Unreachable,
        $"{order.Server.Name} made no progress for {options.NoProgressAfter.TotalSeconds:0} s and was given up for this run",
        wasTouched, HeldObservation.Unknown, null);

    private sealed class Heartbeat(WatchedLane lane, IProgress<CopiedBytes> next) : IProgress<CopiedBytes>
    {
        public void Report(CopiedBytes value)
        {
            lane.Beat();
            next.Report(value);
        }
    }
}

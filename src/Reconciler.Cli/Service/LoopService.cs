using Microsoft.Extensions.Hosting;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Service;

/// <summary>The loop as a service of the host, with its signs of life.</summary>
internal sealed class LoopService(ReconcileLoop loop, ServiceNotices notices, LoopPulse pulse) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        notices.Ready();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var watchdog = notices.FeedWatchdogAsync(() => pulse.IsAlive, ended.Token);
        try
        {
            await loop.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The usual end.
        }
        finally
        {
            notices.Stopping();
            await ended.CancelAsync();
            await watchdog;
        }
    }
}

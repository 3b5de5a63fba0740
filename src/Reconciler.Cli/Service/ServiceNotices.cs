using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Service;

/// <summary>What systemd is told of a service of <c>Type=notify</c>; nothing where there is none.</summary>
internal sealed class ServiceNotices
{
    private readonly SystemdNotifier systemd = new();
    private readonly Surroundings surroundings;

    internal ServiceNotices(Surroundings surroundings) => this.surroundings = surroundings;

    internal void Ready() => systemd.Notify(ServiceState.Ready);

    internal void Stopping() => systemd.Notify(ServiceState.Stopping);

    /// <param name="status">One line, as <c>systemctl status</c> shows it.</param>
    internal void Status(string status) => systemd.Notify(new ServiceState($"STATUS={status}"));

    /// <summary>
    /// Twice as often as is asked for. It says that the process can still run what waits: a server that hangs is a matter of its lane, and no
    /// reason to start anew.
    /// </summary>
    internal async Task FeedWatchdogAsync(CancellationToken cancellationToken)
    {
        if (Period() is not { } period)
            return;

        try
        {
            while (true)
            {
                systemd.Notify(new ServiceState("WATCHDOG=1"));
                await Task.Delay(period / 2, surroundings.Time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for a service that stops.
        }
    }

    private TimeSpan? Period() =>
        long.TryParse(surroundings.Variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
}

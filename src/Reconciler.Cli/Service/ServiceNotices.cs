using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;
using Reconciler.Cli.Terminals;
using Reconciler.Engine.Reconciling;

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
    /// Twice as often as is asked for, while the loop is alive. A server that hangs is a matter of its lane, and no reason to start anew; a loop that hangs is
    /// one, and nothing but a new start would help.
    /// </summary>
    internal async Task FeedWatchdogAsync(Func<bool> isAlive, CancellationToken cancellationToken)
    {
        if (Period() is not { } period)
            return;

        try
        {
            for (var wasAlive = true; ;)
            {
                if (isAlive())
                    systemd.Notify(new ServiceState("WATCHDOG=1"));
                else if (wasAlive)
                    await TellSilenceAsync();
                wasAlive = isAlive();
                await Task.Delay(period / 2, surroundings.Time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for a service that stops.
        }
    }

    private async Task TellSilenceAsync()
    {
        var words = $"the loop has shown no sign of life for {LoopPulse.LongestSilence.TotalMinutes:0} min";
        Status(words);
        await surroundings.Terminal.Error.WriteLineAsync($"{surroundings.Terminal.ErrorStyle.Red("error:")} {words}; the watchdog is told nothing more, so that systemd starts the service anew");
    }

    private TimeSpan? Period() =>
        long.TryParse(surroundings.Variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
}

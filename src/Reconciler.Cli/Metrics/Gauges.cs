using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Reconciler.Core.Planning;
using Reconciler.Core.Status;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Metrics;

/// <summary>How things stand since the last pass. Labels have few values: states, reasons and sites, never packages or servers.</summary>
internal sealed class Gauges
{
    /// <summary>Written by the loop, read by whoever asks: one after the other, and each of them whole.</summary>
    private volatile Picture now;

    /// <param name="converged">When the estate last was as Git says, by the records; null: never.</param>
    internal Gauges(Meter meter, DateTimeOffset? converged, string version)
    {
        now = new(null, null, converged, null);
        meter.CreateObservableGauge<long>("reconciler.placements", () => Placements(now.Left?.Plan), null, "Placements by what is to be done about them");
        meter.CreateObservableGauge<long>("reconciler.holds", () => Holds(now.Left?.Plan), null, "Placements on hold, by reason");
        meter.CreateObservableGauge<long>("reconciler.drifted.placements", () => now.Left?.Plan.Actions.Where(action => action.Cause.IsDrift).Sum(action => action.Servers.Count) ?? 0, null, "Placements that were found to differ from what was published");
        meter.CreateObservableGauge<long>("reconciler.pending", () => now.Left?.Plan.Counts.Bytes ?? 0, "By", "Bytes that are still to be copied");
        meter.CreateObservableGauge<long>("reconciler.packages", () => now.Left?.Desired.Packages.Count ?? 0, null, "Packages that the commit declares");
        meter.CreateObservableGauge("reconciler.servers", () => Servers(now.Left), null, "Distribution servers that the commit declares, by site and state");
        meter.CreateObservableGauge("reconciler.last_converged.timestamp", () => Seconds(now.LastConverged), "s", "When every distribution server last held what the newest commit says; 0: never");
        meter.CreateObservableGauge("reconciler.last_reconcile.timestamp", () => Seconds(now.LastPass), "s", "When the last pass ended; 0: none has");
        meter.CreateObservableGauge("reconciler.oldest_proof.timestamp", () => Seconds(now.Left?.Plan.OldestProof), "s", "When the placement that was proven longest ago was proven; 0: none is kept");
        meter.CreateObservableGauge("reconciler.obstacle", Obstacles, null, "1 for the reason why the newest commit is not what is kept up");
        meter.CreateObservableGauge("reconciler.commit.info", () => now.Left is { } made ? [new Measurement<long>(1, Tag("commit", made.Plan.Commit.Id))] : Array.Empty<Measurement<long>>(), null, "The commit that is kept up");
        meter.CreateObservableGauge<long>("reconciler.build.info", () => new Measurement<long>(1, Tag("version", version)), null, "The version of this program");
    }

    internal Picture Now
    {
        get => now;
        set => now = value;
    }

    private static Measurement<long>[] Placements(Plan? plan)
    {
        var counts = plan?.Counts;
        return
        [
            Count(counts?.Unchanged, "in_place"),
            Count(counts?.ToPlace, "to_place"),
            Count(counts?.ToUpdate, "to_update"),
            Count(counts?.ToRefresh, "to_refresh"),
            Count(counts?.ToRemove, "to_remove"),
            Count(counts?.OnHold, "on_hold"),
        ];

        static Measurement<long> Count(int? count, string state) => new(count ?? 0, Tag("state", state));
    }

    private static IEnumerable<Measurement<long>> Holds(Plan? plan) => Enum.GetValues<HoldReason>().Select(reason => new Measurement<long>(
        plan?.Actions.Where(action => action.Hold?.Reason == reason).Sum(action => action.Servers.Count) ?? 0, Tag("reason", Word(reason.Word()))));

    private static IEnumerable<Measurement<long>> Servers(PlanMade? made)
    {
        if (made is null)
            return [];

        ImmutableArray<ServerState> states = [.. Enum.GetValues<ServerState>().Where(state => state != ServerState.Undeclared)];
        return from server in made.Desired.Resources.Servers
               group ServerStateText.Of(made.Actual.Facts.GetValueOrDefault(server.Name)) by server.Site into site
               from state in states
               select new Measurement<long>(site.Count(one => one == state), Tag("site", site.Key?.Value ?? ""), Tag("state", Word(state.Word())));
    }

    private IEnumerable<Measurement<long>> Obstacles() => LoopObstacle.Reasons.Select(reason => new Measurement<long>(reason == now.Obstacle ? 1 : 0, Tag("reason", reason)));

    /// <summary>Since 1970; 0 for never.</summary>
    private static double Seconds(DateTimeOffset? at) => at is { } time ? time.ToUnixTimeMilliseconds() / 1000.0 : 0;

    private static string Word(string word) => word.Replace('-', '_');

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    /// <param name="Left">What is left to do; null: nothing was planned yet.</param>
    /// <param name="Obstacle">A word of <see cref="LoopObstacle"/>; null: there is none.</param>
    internal sealed record Picture(PlanMade? Left, DateTimeOffset? LastPass, DateTimeOffset? LastConverged, string? Obstacle);
}

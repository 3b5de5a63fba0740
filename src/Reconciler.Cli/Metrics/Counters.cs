using System.Diagnostics.Metrics;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Metrics;

/// <summary>What adds up while the loop runs. Each series begins with 0.</summary>
internal sealed class Counters
{
    private readonly Counter<long> reconciles;
    private readonly Counter<long> fetches;
    private readonly Counter<long> actions;
    private readonly Counter<long> verified;
    private readonly Counter<long> copied;
    private readonly Counter<long> serverFailures;
    private readonly Counter<long> sourceFailures;

    internal Counters(Meter meter)
    {
        reconciles = meter.CreateCounter<long>("reconciler.reconciles", null, "Passes of the loop, by how they ended");
        fetches = meter.CreateCounter<long>("reconciler.git.fetches", null, "Looks at the configuration repository, by how they ended");
        actions = meter.CreateCounter<long>("reconciler.actions", null, "Placements that were acted on, by what was to be done and how that ended");
        verified = meter.CreateCounter<long>("reconciler.verified.placements", null, "Placements that were read back, by what was found");
        copied = meter.CreateCounter<long>("reconciler.copied", "By", "Bytes sent to distribution servers");
        serverFailures = meter.CreateCounter<long>("reconciler.server.failures", null, "Times that a distribution server could not be used");
        sourceFailures = meter.CreateCounter<long>("reconciler.source.failures", null, "Times that a package's source could not be used");
        Begin();
    }

    internal void Reconciled(string outcome) => reconciles.Add(1, Tag("outcome", outcome));

    internal void Fetched(bool isDone) => fetches.Add(1, Tag("outcome", Outcome(isDone)));

    internal void Acted(ActionKind kind, bool isDone) => actions.Add(1, Tag("action", kind.Word()), Tag("outcome", Outcome(isDone)));

    internal void Verified(bool isEqual) => verified.Add(1, Tag("outcome", isEqual ? "equal" : "differs"));

    internal void Copied(long bytes) => copied.Add(bytes);

    internal void ServerFailed() => serverFailures.Add(1);

    internal void SourceFailed() => sourceFailures.Add(1);

    private void Begin()
    {
        foreach (var outcome in (string[])[PassOutcome.Converged, PassOutcome.NotConverged, PassOutcome.Refused, PassOutcome.Failed])
            reconciles.Add(0, Tag("outcome", outcome));
        foreach (var isDone in (bool[])[true, false])
        {
            fetches.Add(0, Tag("outcome", Outcome(isDone)));
            foreach (var kind in (ActionKind[])[ActionKind.Place, ActionKind.Update, ActionKind.Refresh, ActionKind.Remove])
                actions.Add(0, Tag("action", kind.Word()), Tag("outcome", Outcome(isDone)));
        }

        verified.Add(0, Tag("outcome", "equal"));
        verified.Add(0, Tag("outcome", "differs"));
        copied.Add(0);
        serverFailures.Add(0);
        sourceFailures.Add(0);
    }

    private static string Outcome(bool isDone) => isDone ? "done" : "failed";

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}

using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Commits;
using Reconciler.Core.Planning;
using Reconciler.Core.Status;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>Writes what a sync or the loop tells as events, each with its reason.</summary>
internal sealed class EventLog(StateDirectory directory, TimeProvider time)
{
    private readonly EventFile file = new(directory);
    private readonly HappenedReport words = new(Style.Plain, Style.Plain);
    private CommitInfo? commit;
    private string? plan;
    private string? ending;

    internal void Add(RunStep step)
    {
        if (Of(step) is { } told)
            file.Append_NeedsLock([told]);
    }

    internal void Add(LoopEvent what)
    {
        var told = what switch
        {
            LoopEvent.Step step => Of(step.What),
            LoopEvent.Unusable unusable => Of(unusable),
            LoopEvent.Failed failed => Event(Enum.Parse<EventReason>(LoopObstacle.ReasonOf(failed)), failed.Failure.Message),
            LoopEvent.Superseded newer => Event(EventReason.CommitSuperseded, $"{newer.Commit[..7]} is newer") with { Commit = newer.Commit, Revision = null },
            LoopEvent.Verifying verifying => Of(verifying.What),
            LoopEvent.NotPublished failed => Event(EventReason.StateNotPublished, failed.Message),
            LoopEvent.Published published => Event(EventReason.StatePublished, $"to {published.Where} again"),
            LoopEvent.NotificationFailed failed => Event(EventReason.NotificationFailed, $"{failed.Receiver}: {failed.Message}"),
            LoopEvent.NotificationDelivered delivered => Event(EventReason.NotificationDelivered, $"{delivered.Receiver} takes notifications again"),
            _ => null,
        };
        if (told is not null)
            file.Append_NeedsLock([told]);
    }

    private static EventReason ReasonOf(Plan left) => left switch
    {
        { IsConverged: true } => EventReason.Converged,
        { OnlyWaits: true } => EventReason.Waiting,
        _ => EventReason.NotConverged,
    };

    private EstateEvent Of(LoopEvent.Unusable unusable) =>
        Event(Enum.Parse<EventReason>(LoopObstacle.ReasonOf(unusable)), unusable.Message ?? unusable.Diagnostics.First(diagnostic => diagnostic.Severity == Core.Diagnostics.Severity.Error).ToString()) with { Commit = unusable.Commit.Id, Revision = unusable.Commit.Revision };

    private EstateEvent? Of(RunStep step)
    {
        switch (step)
        {
            case RunStep.Invalid invalid:
                return Event(EventReason.CommitInvalid, invalid.Diagnostics.First().ToString()) with { Commit = invalid.Reading.Commit.Id, Revision = invalid.Reading.Commit.Revision };
            case RunStep.Refused refused:
                return Event(EventReason.CommitRefused, refused.Message);
            case RunStep.EstateStarted started:
                return Event(EventReason.EstateStarted, $"this is estate {started.Estate[..8]}");
            case RunStep.Planned { Made.Plan: var made }:
                commit = made.Commit;
                var isNew = made.Hash != plan && !made.Actions.IsEmpty;
                plan = made.Hash;
                return isNew ? Event(EventReason.Planned, PlanText.Ending(made)) : null;
            case RunStep.PlanKept kept:
                return Event(EventReason.PlanKept, $"'reconciler approve {kept.Hash[..PlanHash.MinLength]}' lets its removals go");
            case RunStep.Doing doing:
                return Of(doing.What);
            case RunStep.Finished { After.Plan: var left }:
                var now = left.IsConverged ? left.Commit.Id : PlanText.Ending(left);
                var isTold = now == ending;
                ending = now;
                return isTold ? null : Event(ReasonOf(left), PlanText.Closing(left));
            default:
                return null;
        }
    }

    private EstateEvent? Of(Happened what)
    {
        var line = words.Line(what);
        return what switch
        {
            Happened.Placed e => About(e.Kind switch { ActionKind.Update => EventReason.Updated, ActionKind.Refresh => EventReason.Refreshed, _ => EventReason.Placed }, line!, e.Package.Value, e.Server.Value),
            Happened.Found e => About(EventReason.Found, line!, e.Package.Value, e.Server.Value),
            Happened.Surprised e => About(EventReason.Surprised, line!, e.Package.Value, e.Server.Value),
            Happened.Removed e => About(EventReason.Removed, line!, e.Package.Value, e.Server.Value),
            Happened.Cleaned e => About(EventReason.Cleaned, $"an old tree of {e.Package} was deleted on {e.Server}", e.Package.Value, e.Server.Value),
            Happened.Failed e => About(EventReason.Failed, line!, e.Package.Value, e.Server.Value),
            Happened.ServerFailed e => About(EventReason.ServerFailed, line!, null, e.Server.Value),
            Happened.SourceFailed e => About(EventReason.SourceFailed, line!, e.Package.Value, null),
            Happened.RemovalsHeld e => About(EventReason.RemovalsHeld, line!, e.Package.Value, null),
            Happened.Claimed e => About(EventReason.Claimed, $"{e.Server} claimed at {e.Address}", null, e.Server.Value),
            Happened.Verified { Differences.IsEmpty: true } e => About(EventReason.Verified, $"{e.Package} on {e.Server} is as published", e.Package.Value, e.Server.Value),
            Happened.Verified e => About(EventReason.Drifted, $"{e.Package} on {e.Server}: {DifferenceText.Line(e.Differences)}", e.Package.Value, e.Server.Value),
            _ => null,
        };
    }

    private EstateEvent About(EventReason reason, string message, string? package, string? server) =>
        Event(reason, message) with { Package = package, Server = server };

    private EstateEvent Event(EventReason reason, string message) => new(time.GetUtcNow(), reason, VisibleText.Of(message), commit?.Id) { Revision = commit?.Revision };
}

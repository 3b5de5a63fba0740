using System.Collections.Immutable;
using Reconciler.Core.Planning;

namespace Reconciler.Core.Status;

/// <summary>How the whole estate, a package or a server stands, as conditions.</summary>
public static class Conditions
{
    /// <param name="plan">What is left to do.</param>
    /// <param name="obstacle">Why the newest commit is not what is planned; null when it is.</param>
    public static ImmutableArray<Condition> Of(Plan plan, Condition? obstacle)
    {
        var ending = PlanText.Ending(plan);
        var going = plan.Actions.Where(action => !action.IsHeld).ToArray();
        var guarded = plan.Actions.FirstOrDefault(action => action.Hold?.Reason.Class() == HoldClass.Guarded);
        var ready = (plan.IsConverged, going, obstacle) switch
        {
            (true, _, null) => new Condition(ConditionType.Ready, IsTrue: true, "Converged", ending),
            (true, _, _) => new(ConditionType.Ready, IsTrue: false, obstacle.Reason, obstacle.Message),
            _ when plan.OnlyWaits => new(ConditionType.Ready, IsTrue: obstacle is null, obstacle?.Reason ?? "Waiting", obstacle?.Message ?? ending),
            (_, [], _) => new(ConditionType.Ready, IsTrue: false, "OnHold", ending),
            _ when going.All(action => action.Cause.IsDrift) => new(ConditionType.Ready, IsTrue: false, "Drifted", ending),
            _ => new(ConditionType.Ready, IsTrue: false, "NotConverged", ending),
        };
        return
        [
            ready,
            .. going.Any(action => !action.Cause.IsDrift) ? [new Condition(ConditionType.Reconciling, IsTrue: true, "Progressing", ending)] : Array.Empty<Condition>(),
            .. Stalled(obstacle, guarded),
        ];
    }

    public static ImmutableArray<Condition> Of(PackageStatus package) => package.Damage is { } damage
        ? [new(ConditionType.Ready, IsTrue: false, "RecordCorrupt", damage), new(ConditionType.Stalled, IsTrue: true, "RecordCorrupt", damage)]
        : Of(package.Tally);

    public static ImmutableArray<Condition> Of(ServerStatus server) => server.State switch
    {
        ServerState.Reachable or ServerState.NeverVisited or ServerState.Undeclared => Of(server.Tally),
        _ => [new(ConditionType.Ready, IsTrue: false, Reason(server.State), server.Trouble?.Message ?? server.State.Word()), .. Stalled(server)],
    };

    private static ImmutableArray<Condition> Of(Tally tally)
    {
        var (toDo, onHold) = (tally.ToDo.Values.Sum(), tally.OnHold.Values.Sum());
        var message = $"{tally.Actual} of {PlanText.Count(tally.Desired, "placement")} as desired, {toDo} to do, {onHold} on hold";
        var reason = (toDo, onHold) switch
        {
            (0, 0) => "Converged",
            (0, _) when tally.OnHold.Keys.All(hold => hold.Class() == HoldClass.Waiting) => "Waiting",
            (0, _) => "OnHold",
            _ => "NotConverged",
        };
        return
        [
            new(ConditionType.Ready, reason is "Converged" or "Waiting", reason, message),
            .. toDo > 0 ? [new Condition(ConditionType.Reconciling, IsTrue: true, "Progressing", message)] : Array.Empty<Condition>(),
            .. tally.OnHold.ContainsKey(HoldReason.Guard) ? [new Condition(ConditionType.Stalled, IsTrue: true, "ApprovalNeeded", message)] : Array.Empty<Condition>(),
        ];
    }

    private static IEnumerable<Condition> Stalled(Condition? obstacle, PlanAction? guarded)
    {
        if (obstacle is not null)
            yield return obstacle;
        else if (guarded is not null)
            yield return new(ConditionType.Stalled, IsTrue: true, "ApprovalNeeded", $"{guarded.Hold!.Detail}");
    }

    /// <summary>A server that is away comes back; one that belongs to somebody else does not.</summary>
    private static IEnumerable<Condition> Stalled(ServerStatus server) => server.State == ServerState.Foreign
        ? [new(ConditionType.Stalled, IsTrue: true, Reason(server.State), server.Trouble?.Message ?? server.State.Word())]
        : [];

    private static string Reason(ServerState state) => state switch
    {
        ServerState.Unreachable => "Unreachable",
        ServerState.NotMounted => "NotMounted",
        ServerState.Foreign => "Foreign",
        _ => "Failing",
    };
}

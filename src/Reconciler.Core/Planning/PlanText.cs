using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>The words of a plan: its lines and its three endings. A public interface, frozen by tests.</summary>
public static class PlanText
{
    /// <summary>A line names its servers up to this many.</summary>
    public const int NamedServers = 3;

    /// <summary>What the plan does, line by line: renames, the actions in their order, then a line for each server that is left.</summary>
    public static IEnumerable<string> Lines(Plan plan) =>
        plan.Renames.Select(Line)
            .Concat(plan.Actions.Where(action => action.Kind != ActionKind.Leave).Select(Line))
            .Concat(LeaveLines(plan));

    /// <summary><c>. dp-par-09 is no longer declared: 212 packages left there</c>, for each server.</summary>
    public static IEnumerable<string> LeaveLines(Plan plan) =>
        plan.Actions.Where(action => action.Kind == ActionKind.Leave)
            .SelectMany(action => action.Servers)
            .CountBy(server => server)
            .OrderBy(server => server.Key)
            .Select(server => $"{ActionKind.Leave.Sign()} {server.Key} is no longer declared: {Count(server.Value, "package")} left there");

    /// <summary><c>= dp-lon-02 was dp-lon-1: same address, 0 B</c></summary>
    public static string Line(ServerRename rename) => $"{ActionKind.Keep.Sign()} {rename.To} was {rename.From}: same address, 0 B";

    /// <summary><c>+ office-viewer 3.1 -> dp-lon-02</c>; <c>! place viewer 3.1 -> … (unreachable since 09:12)</c>.</summary>
    public static string Line(PlanAction action)
    {
        var step = $"{action.Package}{Versions(action)} {(action.Kind is ActionKind.Remove or ActionKind.Leave ? "from" : "->")} {Servers(action)}";
        return action.Hold is { } hold
            ? $"! {action.Kind.Word()} {step} ({HoldText(hold)})"
            : $"{action.Kind.Sign()} {step}{(action.Unread is null ? "" : " (content not read here)")}";
    }

    /// <summary>The end of every plan: what it would do, or that there is nothing to do (now). A scoped one never says that nothing changes anywhere.</summary>
    public static string Ending(Plan plan)
    {
        var counts = plan.Counts;
        if (plan.Actions.IsEmpty && !plan.Unreadable.IsEmpty)
            return $"Nothing to do now: the {(plan.Unreadable.Length == 1 ? "content" : "contents")} of {Unreadable(plan)} could not be read.";

        if (plan.Actions.IsEmpty)
            return (plan.Scope.IsEverything ? $"No changes. By the records, every distribution server holds what {plan.Commit.ShortId} says" : $"No changes within {plan.Scope}") + Proof(plan) + ".";

        if (plan.Actions.All(action => action.IsHeld))
            return $"Nothing to do now: {counts.OnHold} on hold ({HoldCounts(plan)}).";

        return $"Plan: {counts.ToPlace} to place, {counts.ToUpdate} to update, {counts.ToRefresh} to refresh, {counts.ToRemove} to remove, "
            + $"{counts.OnHold} on hold, {counts.Unchanged} unchanged{(counts.Left == 0 ? "" : $", {counts.Left} left")}; "
            + $"{ByteSize.Text(counts.Bytes)} to copy to {Count(counts.ServersToCopyTo, "server")}.";
    }

    /// <summary>The end of the plan of a change: as of any plan, for what the change causes.</summary>
    public static string Ending(PlanComparison comparison) => comparison.Change.Actions.IsEmpty
        ? $"This change moves nothing{(comparison.Change.Scope.IsEverything ? "" : $" within {comparison.Change.Scope}")}."
        : Ending(comparison.Change);

    /// <summary><c>No longer to do: 2 (2 to place).</c>: what a change makes needless; null when there is nothing.</summary>
    public static string? Undone(PlanComparison comparison) => Counted("No longer to do", comparison.Undone);

    /// <summary><c>Pending anyway: 12 (11 to place, 1 on hold).</c>: what is to be done without a change, too; null when there is nothing.</summary>
    public static string? Pending(PlanComparison comparison) => Counted("Pending anyway", comparison.Pending);

    /// <summary><c>12 kept (prune: false)</c>, a line after the ending; null when there is none.</summary>
    public static string? Kept(Plan plan) => plan.Declined == 0 ? null : $"{plan.Declined} kept (prune: false)";

    /// <summary><c>Cleanups: 3 earlier or removed versions are due to be deleted on 2 servers.</c>; null when nothing is due.</summary>
    public static string? Cleanups(Plan plan)
    {
        if (plan.Cleanups.IsEmpty)
            return null;

        var trees = plan.Cleanups.Sum(cleanup => cleanup.Servers.Count);
        var servers = plan.Cleanups.Select(cleanup => cleanup.Servers).Aggregate((all, set) => all | set).Count;
        return $"Cleanups: {Count(trees, "earlier or removed version")} {(trees == 1 ? "is" : "are")} due to be deleted on {Count(servers, "server")}.";
    }

    /// <summary><c>Recorded state of 2026-11-22 14:03Z (4 min old)</c></summary>
    public static string RecordedState(Plan plan) => plan.RecordedAt is { } recordedAt
        ? $"Recorded state of {Moment.Text(recordedAt)} ({Moment.Age(plan.MadeAt - recordedAt)} old)"
        : "No recorded state: everything is shown as new";

    /// <summary>Up to three by name, else the group that explains them, else how many.</summary>
    public static string Servers(PlanAction action)
    {
        var count = action.Servers.Count;
        if (count <= NamedServers)
            return action.Servers.ToString();

        return action.Explained is { } group ? $"{count} of {group.Count} servers of {group.Name}" : $"{count} servers";
    }

    /// <summary>Up to three by name, else how many.</summary>
    public static string Names(ServerSet servers) => servers.Count <= NamedServers ? servers.ToString() : Count(servers.Count, "server");

    /// <summary><c>update 3.0 to 3.1</c>: without package and servers.</summary>
    public static string Step(PlanAction action) => $"{action.Kind.Word()}{Versions(action)}";

    public static string Count(int number, string thing) => $"{number} {thing}{(number == 1 ? "" : "s")}";

    /// <summary>The end of a sync, by what is left: the plan's own, or <c>Waiting: 3 (2 suspended, 1 window)</c> where all of it waits as declared.</summary>
    public static string Closing(Plan left) => left.OnlyWaits ? $"Waiting: {left.Counts.OnHold} ({HoldCounts(left)})" : Ending(left);

    /// <summary><c>2 unreachable, 1 suspended until 2026-12-01</c>; without the time where not all of a reason's end at the same.</summary>
    public static string HoldCounts(Plan plan) => string.Join(", ",
        plan.Actions.Where(action => action.IsHeld)
            .GroupBy(action => action.Hold!.Reason)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Sum(action => action.Servers.Count)} {group.Key.Word()}{SharedUntil(group)}"));

    private static string? Counted(string what, Plan plan)
    {
        if (plan.Actions.IsEmpty)
            return null;

        var counts = plan.Counts;
        (int Count, string Word)[] all =
        [
            (counts.ToPlace, "to place"), (counts.ToUpdate, "to update"), (counts.ToRefresh, "to refresh"), (counts.ToRemove, "to remove"), (counts.OnHold, "on hold"), (counts.Left, "left"),
        ];
        var some = all.Where(one => one.Count > 0).ToArray();
        return $"{what}: {some.Sum(one => one.Count)} ({string.Join(", ", some.Select(one => $"{one.Count} {one.Word}"))}).";
    }

    private static string SharedUntil(IEnumerable<PlanAction> held) =>
        held.Select(action => action.Hold!.Until).Distinct().ToArray() is [{ } until] ? $" until {SuspensionText.Until(until)}" : "";

    /// <summary><c>guard: 601 removals, and maxRemovals.perPlan allows 500</c>: what holds the removals, once for all of them.</summary>
    public static IEnumerable<string> GuardLines(Plan plan) => plan.Guards.Select(finding => $"{HoldReason.Guard.Word()}: {finding.Message}");

    private static string Unreadable(Plan plan) =>
        plan.Unreadable.Length <= NamedServers ? string.Join(", ", plan.Unreadable) : Count(plan.Unreadable.Length, "package");

    private static string HoldText(Hold hold) => hold switch
    {
        { Reason: HoldReason.Guard } => hold.Reason.Word(),
        { Detail: { } detail } when detail.StartsWith("since ", StringComparison.Ordinal) => $"{hold.Reason.Word()} {detail}",
        _ => hold.ToString(),
    };

    private static string Versions(PlanAction action) => action.Kind switch
    {
        ActionKind.Update when action is { From: { } from, Unread.Name: { } unread } => $" {from.Version} to {unread}",
        ActionKind.Place when action.Unread is { } unread => unread.Name is null ? "" : $" {unread.Name}",
        ActionKind.Update when action.To is null => action.From is null ? "" : $" {action.From.Version}",
        ActionKind.Update when action.From!.Version == action.To!.Version =>
            $" {action.From.Version} ({action.From.Digest.Short}) to {action.To.Version} ({action.To.Digest.Short})",
        ActionKind.Update => $" {action.From!.Version} to {action.To!.Version}",
        ActionKind.Remove or ActionKind.Leave => action.From is null ? "" : $" {action.From.Version}",
        _ => action.To is null ? "" : $" {action.To.Version}",
    };

    private static string Proof(Plan plan) =>
        plan.OldestProof is { } oldest ? $"; oldest proof {Moment.Age(plan.MadeAt - oldest)}" : "";
}

using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Core.Servers;

namespace Reconciler.Engine.Notifications;

/// <summary>What is wrong in a plan that is left.</summary>
public static class Findings
{
    public const int Most = 20;

    private const int MostNames = 20;
    private const int NamedInText = 3;

    /// <summary>What must wait for another reason than that it was declared so, drift, and contents that could not be read.</summary>
    internal static IEnumerable<Finding> Of(Plan plan)
    {
        foreach (var held in plan.Actions.Where(action => action.Hold is { } hold && hold.Reason.Class() == HoldClass.NotConverged).GroupBy(action => action.Hold!))
            yield return OfHold(held.Key, [.. held]);
        foreach (var guard in plan.Actions.Where(action => action.Hold?.Reason == HoldReason.Guard).GroupBy(_ => HoldReason.Guard))
            yield return Of(HoldReason.Guard.Word(), [.. guard], (servers, packages) => string.Join(" ", plan.Guards.Select(finding => finding.Message)));
        foreach (var drift in plan.Actions.Where(action => !action.IsHeld && action.Cause.IsDrift).GroupBy(action => action.Package))
            yield return Of("drifted", [.. drift], (servers, packages) => $"{packages} on {servers}");
        if (!plan.Unreadable.IsEmpty)
            yield return new("content-unread", $"the content of {Shown(plan.Unreadable, plan.Unreadable.Length)} could not be read", [], Named(plan.Unreadable)) { PackageCount = plan.Unreadable.Length };
    }

    /// <summary>A plan that is not begun, though nothing holds it.</summary>
    internal static Finding Stuck(Plan plan) =>
        Of("stuck", [.. plan.Actions.Where(action => !action.IsHeld)], (servers, packages) => $"{packages} on {servers}: planned, and not done by the last two passes");

    internal static IEnumerable<Finding> Of(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).Select(diagnostic => new Finding(diagnostic.Code, diagnostic.ToString(), [], []));

    /// <summary>Equal for what people would call the same trouble: a line for each reason, with what it is about.</summary>
    internal static IEnumerable<string> Keys(Plan plan) =>
    [
        .. from action in plan.Actions
           where action.Hold is { } hold ? hold.Reason.Class() == HoldClass.NotConverged : action.Cause.IsDrift
           group action by action.Hold?.Reason.Word() ?? "drifted" into same
           orderby same.Key
           select $"{same.Key} {About(same.Key, same)}",
        .. plan.Unreadable.IsEmpty ? [] : (string[])[$"content-unread {string.Join(',', plan.Unreadable)}"],
    ];

    private static Finding OfHold(Hold hold, PlanAction[] actions) => Of(
        hold.Reason.Word(),
        actions,
        (servers, packages) => $"{(IsOfServers(hold.Reason.Word()) ? servers : $"{packages} on {servers}")}{(hold.Detail is { } detail ? $": {detail}" : "")}");

    private static Finding Of(string reason, PlanAction[] actions, Func<string, string, string> message)
    {
        var servers = Union(actions);
        var packages = actions.Select(action => action.Package).Distinct().Order().ToArray();
        var named = Named(servers.ByName());
        return new(reason, message(Shown(named, servers.Count), Shown(packages, packages.Length)), named, Named(packages))
        {
            ServerCount = servers.Count,
            PackageCount = packages.Length,
            Placements = actions.Sum(action => action.Servers.Count),
        };
    }

    /// <summary>Trouble of servers is the same whatever is to go there, and trouble of packages wherever they are to go.</summary>
    private static string About(string reason, IEnumerable<PlanAction> actions) => string.Join(
        ',', IsOfServers(reason) ? Union(actions).ByName().Select(server => server.Value) : actions.Select(action => action.Package.Value).Distinct().Order(StringComparer.Ordinal));

    private static bool IsOfServers(string reason) =>
        reason == HoldReason.Unreachable.Word() || reason == HoldReason.NotMounted.Word() || reason == HoldReason.Foreign.Word()
        || reason == HoldReason.NotAllowed.Word() || reason == HoldReason.Credentials.Word() || reason == HoldReason.BackOff.Word();

    private static ServerSet Union(IEnumerable<PlanAction> actions) => actions.Select(action => action.Servers).Aggregate((all, set) => all | set);

    private static ImmutableArray<string> Named<T>(IEnumerable<T> names) => [.. names.Take(MostNames).Select(name => $"{name}")];

    private static string Shown<T>(IEnumerable<T> names, int count) => count <= NamedInText
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(NamedInText))} and {count - NamedInText} more";
}

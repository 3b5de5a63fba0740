using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>How the plan of a change begins and ends, in every format.</summary>
internal static class ChangeTitle
{
    /// <summary>
    /// <c>Plan for feature at 3fa9c1d, "Add dp-3", merged into main at 3694d00, "…"</c>; <c>Plan for reverting 3fa9c1d, "Release 3.2", on main at …</c>;
    /// <c>What if dp-lon-02 were gone: main at 3694d00, "…"</c>
    /// </summary>
    internal static string Of(ChangeMade made) => $"{What(made)}{Within(made.Comparison.Change)}";

    internal static string Ending(ChangeMade made) => made.Kind == ChangeKind.Loss && made.Comparison.Change.Actions.IsEmpty
        ? "Nothing would have to be copied anew."
        : PlanText.Ending(made.Comparison);

    private static string What(ChangeMade made) => made.Kind switch
    {
        ChangeKind.Revert when made.Parent is { } parent => $"Plan for reverting {CommitText.Of(made.Change)}, a merge, to its first parent {parent[..7]}, on {CommitText.Of(made.Into)}",
        ChangeKind.Revert => $"Plan for reverting {CommitText.Of(made.Change)}, on {CommitText.Of(made.Into)}",
        ChangeKind.Loss => $"What if {string.Join(", ", made.Lost)} were gone: {CommitText.Of(made.Into)}",
        _ => $"Plan for {CommitText.Of(made.Change)}, merged into {CommitText.Of(made.Into)}",
    };

    private static string Within(Plan plan) => plan.Scope.IsEverything ? "" : $", within {plan.Scope}";
}

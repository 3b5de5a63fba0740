using System.Collections.Immutable;

namespace Reconciler.Core.Planning;

/// <summary>The numbers of the closing line. The unit is the placement; a held action counts only as on hold.</summary>
public sealed record PlanCounts(
    int ToPlace, int ToUpdate, int ToRefresh, int ToRemove, int OnHold, int Unchanged, int Left, long Bytes, int ServersToCopyTo)
{
    internal static PlanCounts Of(Plan plan)
    {
        var going = plan.Actions.Where(action => !action.IsHeld).ToImmutableArray();
        return new(
            Placements(going, ActionKind.Place),
            Placements(going, ActionKind.Update),
            Placements(going, ActionKind.Refresh),
            Placements(going, ActionKind.Remove),
            plan.Actions.Where(action => action.IsHeld).Sum(action => action.Servers.Count),
            plan.Keeps.Sum(action => action.Servers.Count) + plan.UnlistedKeeps,
            Placements(going, ActionKind.Leave),
            going.Sum(action => action.Copy.Bytes),
            going.Select(action => action.Copy.Servers).DefaultIfEmpty().Aggregate((all, servers) => all! | servers!)?.Count ?? 0);
    }

    private static int Placements(ImmutableArray<PlanAction> actions, ActionKind kind) =>
        actions.Where(action => action.Kind == kind).Sum(action => action.Servers.Count);
}

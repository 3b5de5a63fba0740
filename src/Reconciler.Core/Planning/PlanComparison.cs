using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>
/// What one change causes: two plans over the same records, without it and with it. A cell belongs to the change when only one of them moves it, or
/// moves it otherwise; what both do would be done anyway.
/// </summary>
/// <param name="Change">The plan with the change, as far as the change causes it.</param>
/// <param name="Pending">The plan with the change, as far as it would be done without it, too.</param>
/// <param name="Undone">The plan without the change, as far as the change makes it needless.</param>
public sealed record PlanComparison(Plan Change, Plan Pending, Plan Undone)
{
    /// <param name="without">Over the same server table as <paramref name="with"/>.</param>
    public static PlanComparison Of(Plan without, Plan with) => new(
        with with
        {
            Actions = Rest(with.Actions, without.Actions),
            Renames = [.. with.Renames.Except(without.Renames)],
            Guards = [.. with.Guards.Except(without.Guards)],
            Cleanups = [],
            Details = null,
        },
        with with
        {
            Actions = Common(with.Actions, without.Actions),
            Renames = [.. with.Renames.Intersect(without.Renames)],
            Guards = [.. with.Guards.Intersect(without.Guards)],
            Details = null,
        },
        without with
        {
            Actions = Rest(without.Actions, with.Actions),
            Renames = [.. without.Renames.Except(with.Renames)],
            Guards = [],
            Cleanups = [],
            Details = null,
        });

    /// <summary>Whether the change moves nothing, and nothing less.</summary>
    public bool IsEmpty => Change.Actions.IsEmpty && Change.Renames.IsEmpty && Undone.Actions.IsEmpty && Undone.Renames.IsEmpty;

    private static ImmutableArray<PlanAction> Rest(ImmutableArray<PlanAction> actions, ImmutableArray<PlanAction> others) =>
        Each(actions, others, (servers, same) => servers - same);

    private static ImmutableArray<PlanAction> Common(ImmutableArray<PlanAction> actions, ImmutableArray<PlanAction> others) =>
        Each(actions, others, (servers, same) => servers & same);

    private static ImmutableArray<PlanAction> Each(
        ImmutableArray<PlanAction> actions, ImmutableArray<PlanAction> others, Func<ServerSet, ServerSet, ServerSet> choose)
    {
        var known = others.GroupBy(StepOf).ToDictionary(same => same.Key, same => same.Select(action => action.Servers).Aggregate((all, servers) => all | servers));
        return
        [
            .. from action in actions
               let same = known.GetValueOrDefault(StepOf(action))
               let servers = choose(action.Servers, same ?? action.Servers.Table.Empty)
               where !servers.IsEmpty
               select servers == action.Servers ? action : action.Within(servers),
        ];
    }

    private static Step StepOf(PlanAction action) => new(action.Package, action.Kind, action.From, action.To, action.Unread, action.Hold?.Reason);

    private sealed record Step(PackageName Package, ActionKind Kind, HeldVersion? From, HeldVersion? To, UnreadVersion? Unread, HoldReason? Hold);
}

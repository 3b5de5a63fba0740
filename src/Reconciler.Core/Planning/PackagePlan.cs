using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>What <see cref="PackagePlanner"/> finds for one package, before guards and costs.</summary>
/// <param name="Package">Null: no longer declared.</param>
internal sealed record PackagePlan(DesiredPackage? Package, TransferPackage Record)
{
    internal ImmutableArray<PlanAction> Actions { get; init; } = [];

    internal ImmutableArray<PlanAction> Keeps { get; init; } = [];

    /// <summary>Placements that are no longer wanted and stay.</summary>
    internal int Declined { get; init; }

    /// <summary>Left once, and declared again.</summary>
    internal ServerSet Returned { get; init; } = Record.Servers.Empty;

    /// <summary>Holders are left in peace because the content could not be read.</summary>
    internal bool IsUnreadable { get; init; }

    internal ImmutableArray<Cleanup> Cleanups { get; init; } = [];

    /// <summary>What the record is to say of the targets; null when they do not count.</summary>
    internal Targets? Targets { get; init; }

    /// <summary>Where something would be taken away now.</summary>
    internal ServerSet Losing => Union(TakesAway);

    internal ServerSet Removed => Union(action => action is { Kind: ActionKind.Remove, IsHeld: false });

    internal ServerSet Emptied => Union(action => action.Kind == ActionKind.Update && TakesAway(action));

    /// <summary>Where a copy comes or is renewed.</summary>
    internal ServerSet Copied => Union(action => action is { Kind: ActionKind.Place or ActionKind.Update or ActionKind.Refresh, IsHeld: false });

    /// <summary>A removal, or an update to nothing at all.</summary>
    internal static bool TakesAway(PlanAction action) =>
        !action.IsHeld && (action.Kind == ActionKind.Remove || (action.Kind == ActionKind.Update && action.To?.Digest == Manifest.Empty.Digest));

    private ServerSet Union(Func<PlanAction, bool> which) =>
        Actions.Where(which).Aggregate(Record.Servers.Empty, (all, action) => all | action.Servers);
}

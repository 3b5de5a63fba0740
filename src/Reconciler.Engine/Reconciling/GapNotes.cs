using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Reconciling;

/// <summary>Where a plan takes a package away for a moment: at level none, by what was found at the last visit, and where links and directories take each other's place.</summary>
internal static class GapNotes
{
    internal static IEnumerable<Diagnostic> Of(Plan plan, ActualPlacement actual, ResourceSet resources)
    {
        var replacing = plan.Actions.Where(action => action is { IsHeld: false, Kind: ActionKind.Update or ActionKind.Refresh }).ToArray();
        return OfLevelNone(replacing, actual, resources).Concat(OfLayouts(replacing, actual, resources));
    }

    private static IEnumerable<Diagnostic> OfLevelNone(PlanAction[] replacing, ActualPlacement actual, ResourceSet resources)
    {
        var replaced = replacing.Aggregate(actual.Servers.Empty, (all, action) => all | action.Servers);
        return from server in resources.Servers
               where actual.Facts.GetValueOrDefault(server.Name)?.Atomicity == Atomicity.None && replaced.Contains(server.Name)
               where server.AcceptNonAtomic is { Value: true, At: not null }
               group server.Name by server.AcceptNonAtomic.At!.Value into same
               select ContentDiagnostics.PackagesVanishForAMoment(same.Key, PlanText.Names(actual.Servers.SetOf(same)));
    }

    /// <summary>At the line that says the new layout; where it was taken out, at the server.</summary>
    private static IEnumerable<Diagnostic> OfLayouts(PlanAction[] replacing, ActualPlacement actual, ResourceSet resources) =>
        from server in resources.Servers
        where server.Address.Value.Kind == AddressKind.Sftp
        where replacing.Any(action => action.Servers.Contains(server.Name) && IsInOtherLayout(actual, action, server))
        group server.Name by server.Layout.At ?? server.At into same
        select ContentDiagnostics.LayoutLeavesAGap(same.Key, PlanText.Names(actual.Servers.SetOf(same)));

    private static bool IsInOtherLayout(ActualPlacement actual, PlanAction action, DistributionServer server) =>
        actual.Packages.GetValueOrDefault(action.Package)?.HoldingOf(server.Name) is { } holding && holding.Layout != server.Layout.Value;
}

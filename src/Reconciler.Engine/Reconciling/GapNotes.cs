using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Reconciling;

/// <summary>Where a plan takes a package away for a moment, as the configuration accepts: at level none, by what was found at the last visit.</summary>
internal static class GapNotes
{
    internal static IEnumerable<Diagnostic> Of(Plan plan, ActualPlacement actual, ResourceSet resources)
    {
        var replaced = plan.Actions.Where(action => action is { IsHeld: false, Kind: ActionKind.Update or ActionKind.Refresh })
            .Aggregate(actual.Servers.Empty, (all, action) => all | action.Servers);
        return from server in resources.Servers
               where actual.Facts.GetValueOrDefault(server.Name)?.Atomicity == Atomicity.None && replaced.Contains(server.Name)
               where server.AcceptNonAtomic is { Value: true, At: not null }
               group server.Name by server.AcceptNonAtomic.At!.Value into same
               select ContentDiagnostics.PackagesVanishForAMoment(same.Key, PlanText.Names(actual.Servers.SetOf(same)));
    }
}

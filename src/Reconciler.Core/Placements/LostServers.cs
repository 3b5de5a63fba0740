using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Placements;

/// <summary>An estate as if some of its servers had never been there: neither declared nor recorded.</summary>
public static class LostServers
{
    /// <summary>What names them selects nobody there; sites and groups stay, with whoever is left.</summary>
    public static ResourceSet Without(this ResourceSet resources, ServerSet lost) =>
        resources with { Servers = [.. resources.Servers.Where(server => !lost.Contains(server.Name))] };

    public static ActualPlacement Without(this ActualPlacement actual, ServerSet lost) => actual with
    {
        Packages = actual.Packages.Values.ToImmutableSortedDictionary(package => package.Name, package => package.Without(lost)),
        Facts = actual.Facts.RemoveRange(lost),
    };

    private static TransferPackage Without(this TransferPackage package, ServerSet lost) => package with
    {
        Holdings = package.Holdings.Without(lost),
        Proofs = package.Proofs.Without(lost),
        Unsure = package.Unsure.Without(lost),
        Troubles = package.Troubles.Without(lost),
        OutOfSight = package.OutOfSight.Without(lost),
        RefreshAsked = package.RefreshAsked.Without(lost),
        Targets = package.Targets is { } targets ? targets with { Servers = targets.Servers - lost } : null,
        Left = package.Left - lost,
    };
}

using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Placements;

/// <summary>Which server holds which package, by the records.</summary>
/// <param name="Packages">Every package that has a Transfer Package, declared or not.</param>
/// <param name="Facts">Every server that was ever visited, declared or not.</param>
/// <param name="Corrupt">Packages whose Transfer Package cannot be read: nothing is known of them, and nothing is done.</param>
/// <param name="RecordedAt">Of the newest record; null when there is no state.</param>
public sealed record ActualPlacement(
    ServerTable Servers,
    ImmutableSortedDictionary<PackageName, TransferPackage> Packages,
    ImmutableSortedDictionary<ServerName, ServerFacts> Facts,
    ImmutableSortedDictionary<PackageName, string> Corrupt,
    DateTimeOffset? RecordedAt)
{
    public static ActualPlacement None(ServerTable servers) => new(
        servers,
        ImmutableSortedDictionary<PackageName, TransferPackage>.Empty,
        ImmutableSortedDictionary<ServerName, ServerFacts>.Empty,
        ImmutableSortedDictionary<PackageName, string>.Empty,
        RecordedAt: null);
}

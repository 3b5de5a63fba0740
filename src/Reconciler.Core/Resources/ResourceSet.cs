using System.Collections.Immutable;

namespace Reconciler.Core.Resources;

/// <summary>Everything that one valid commit declares, references checked and server fields resolved. Each list is sorted by name.</summary>
public sealed record ResourceSet(
    ImmutableArray<Site> Sites,
    ImmutableArray<DistributionServer> Servers,
    ImmutableArray<ServerGroup> Groups,
    ImmutableArray<Package> Packages,
    Policy Policy)
{
    public static ResourceSet Empty { get; } = new([], [], [], [], Policy.Default);

    public bool IsEmpty => Sites.IsEmpty && Servers.IsEmpty && Groups.IsEmpty && Packages.IsEmpty;

    /// <summary>Collections are compared by reference; compare renderings instead.</summary>
    public bool Equals(ResourceSet? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

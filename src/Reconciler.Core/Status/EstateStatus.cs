using System.Collections.Immutable;

namespace Reconciler.Core.Status;

/// <summary>How things stand, by the records: a line for each package and each server.</summary>
/// <param name="Packages">Declared, or recorded somewhere; by name.</param>
/// <param name="Servers">Likewise.</param>
public sealed record EstateStatus(ImmutableArray<PackageStatus> Packages, ImmutableArray<ServerStatus> Servers)
{
    public int Desired => Packages.Sum(package => package.Tally.Desired);

    public int Actual => Packages.Sum(package => package.Tally.Actual);
}

using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Status;

/// <param name="Versions">Those that are declared, in their order; one without a name whose content is not known is left out.</param>
/// <param name="Damage">Why its Transfer Package cannot be read; null when it can.</param>
public sealed record PackageStatus(PackageName Name, ImmutableArray<VersionStatus> Versions, Tally Tally, string? Damage)
{
    public bool IsDeclared { get; init; }

    public bool IsRetired { get; init; }
}

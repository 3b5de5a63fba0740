using Reconciler.Core.Resources;

namespace Reconciler.Core.Status;

/// <param name="Version">That it should have; null when it is not declared, or its content is not known.</param>
/// <param name="Damage">Why its Transfer Package cannot be read; null when it can.</param>
public sealed record PackageStatus(PackageName Name, string? Version, Tally Tally, string? Damage)
{
    public bool IsDeclared { get; init; }

    public bool IsRetired { get; init; }
}

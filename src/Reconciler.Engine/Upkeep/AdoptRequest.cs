using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.Upkeep;

/// <summary>What may be taken over.</summary>
/// <param name="Estate">This state's; null while it was never started.</param>
/// <param name="TakeOver">Beginning of another estate's id, whose claims become ours; null: only what is ours or nobody's.</param>
/// <param name="AsIs">A package whose differing trees are taken over too, as version <see cref="Adoption.Unmanaged"/>.</param>
public sealed record AdoptRequest(
    DesiredPlacement Desired, ActualPlacement Recorded, Scope Scope, EstateId? Estate, string? TakeOver, PackageName? AsIs)
{
    /// <summary>Shorter beginnings of an estate's id are refused.</summary>
    public const int MinPrefix = 8;

    /// <summary>Servers that nobody goes to for a while.</summary>
    public ImmutableSortedDictionary<ServerName, Suspension> Suspended { get; init; } = ImmutableSortedDictionary<ServerName, Suspension>.Empty;

    /// <summary>Servers whose new names the records do not have yet: what is recorded of them goes by the former ones.</summary>
    public ImmutableArray<ServerRename> Renames { get; init; } = [];

    internal ServerSet Servers => Scope.ServersOf(Desired, Recorded) & Desired.Groups.Declared;
}

using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.TransferPackages;

/// <summary>A line to be added to a package's file: a <see cref="TransferPackageRecord"/> before it has a number.</summary>
public sealed record TransferPackageAppend(
    PackageName Package,
    DateTimeOffset At,
    OrderNumber? Order,
    string? Plan,
    string? Commit,
    ImmutableArray<TransferPackageEvent> Events);

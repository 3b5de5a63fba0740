using System.Collections.Immutable;

namespace Reconciler.Core.TransferPackages;

/// <summary>One line of a Transfer Package: what one barrier made durable.</summary>
/// <param name="Seq">Counts the package's lines from 1, through compactions.</param>
/// <param name="Plan">The plan's hash.</param>
/// <param name="Commit">Of the configuration repository.</param>
public sealed record TransferPackageRecord(
    long Seq,
    DateTimeOffset At,
    OrderNumber? Order,
    string? Plan,
    string? Commit,
    ImmutableArray<TransferPackageEvent> Events);

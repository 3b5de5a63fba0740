using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.TransferPackages;

public interface ITransferPackages
{
    IReadOnlyList<TransferPackage> Append_NeedsLock(IReadOnlyList<TransferPackageAppend> appends);
}

public sealed record TransferPackageAppend(
    PackageName Package, DateTimeOffset At, OrderNumber? Order, string? Plan, string? Commit, ImmutableArray<TransferPackageEvent> Events);

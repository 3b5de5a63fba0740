using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Despooling;

/// <summary>What every record and order of one run carries.</summary>
/// <param name="PlanHash">Null for what no plan asked for: a verification, an adoption.</param>
/// <param name="Commit">Of the configuration repository; null for what no commit asked for.</param>
public sealed record RunIdentity(EstateId Estate, IStateLock Lock, string? PlanHash, string? Commit)
{
    internal OrderNumber NextOrder() => Lock.NextOrder();
}

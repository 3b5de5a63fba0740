using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.Despooling;

/// <summary>What every record and order of one run carries.</summary>
/// <param name="Epoch">Of the lock under which it runs.</param>
/// <param name="Commit">Of the configuration repository; null for what no commit asked for.</param>
public sealed record RunIdentity(EstateId Estate, long Epoch, string? PlanHash, string? Commit);

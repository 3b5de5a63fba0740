using Reconciler.Core.Content;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Reconciling;

/// <summary>What the loop works with.</summary>
public sealed record LoopParts
{
    public required IConfigurationRepository Repository { get; init; }

    public required Reconciliation Reconciliation { get; init; }

    public required StateFiles State { get; init; }

    /// <summary>A new one for each run.</summary>
    public required Func<Despooler> Despooler { get; init; }

    public required Func<Digest, Manifest?> FindManifest { get; init; }

    public required AllowList Allowed { get; init; }

    /// <summary>Held for as long as the loop runs.</summary>
    public required IStateLock Held { get; init; }

    public required IRequestDoor Door { get; init; }

    /// <summary>Beaten while the loop is at work.</summary>
    public required LoopPulse Pulse { get; init; }

    /// <summary>What is followed; its revision is read anew by every pass.</summary>
    public required PlanQuery Query { get; init; }

    public bool AllowRewind { get; init; }
}

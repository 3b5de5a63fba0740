using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Testing;

/// <summary>A lock that nobody else wants.</summary>
public sealed class InMemoryStateLock : IStateLock
{
    private long count;

    public long Epoch { get; private set; } = 1;

    public OrderNumber NextOrder() => new(Epoch, Interlocked.Increment(ref count));

    public void RaiseAbove(long seen) => Epoch = Math.Max(Epoch, seen) + 1;

    public void Dispose()
    {
    }
}

using Reconciler.Engine.TransferPackages;

namespace Reconciler.Testing;

/// <summary>A lock that nobody else wants.</summary>
public sealed class InMemoryStateLock : IStateLock
{
    public long Epoch { get; private set; } = 1;

    public void RaiseAbove(long seen) => Epoch = Math.Max(Epoch, seen) + 1;

    public void Dispose()
    {
    }
}

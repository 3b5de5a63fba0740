using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.TransferPackages;

/// <summary>The right to write the state, until it is disposed or the process ends. Methods named <c>…_NeedsLock</c> take it as proof.</summary>
public interface IStateLock : IDisposable
{
    /// <summary>Higher than every earlier holder's, durably: the first half of each order's number.</summary>
    long Epoch { get; }

    /// <summary>Ascending, whatever number of runs the lock is held for; a later holder's are higher, since its epoch is.</summary>
    OrderNumber NextOrder();

    /// <summary>Makes <see cref="Epoch"/> higher than <paramref name="seen"/>, durably: another state has given out such numbers.</summary>
    /// <exception cref="StateWriteException">The epoch is what it was.</exception>
    void RaiseAbove(long seen);
}

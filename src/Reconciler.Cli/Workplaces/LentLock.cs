using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Workplaces;

/// <summary>A lock that somebody else goes on holding.</summary>
internal sealed class LentLock(IStateLock held) : IStateLock
{
    public long Epoch => held.Epoch;

    public OrderNumber NextOrder() => held.NextOrder();

    public void RaiseAbove(long seen) => held.RaiseAbove(seen);

    public void Dispose()
    {
    }
}

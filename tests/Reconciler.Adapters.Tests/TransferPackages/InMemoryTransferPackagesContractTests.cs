using Reconciler.Engine.TransferPackages;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.TransferPackages;

public sealed class InMemoryTransferPackagesContractTests : TransferPackagesContract
{
    protected override ITransferPackages Records { get; } = new InMemoryTransferPackages();

    protected override IStateLock Held { get; } = new InMemoryStateLock();
}

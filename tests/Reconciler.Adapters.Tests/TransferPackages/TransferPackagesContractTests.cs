using Reconciler.Adapters.TransferPackages;
using Reconciler.Engine.TransferPackages;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.TransferPackages;

public sealed class TransferPackageFilesContractTests : TransferPackagesContract, IDisposable
{
    private readonly StateFixture state = new();

    public TransferPackageFilesContractTests()
    {
        Records = new TransferPackageFiles(state.Directory);
    }

    protected override ITransferPackages Records { get; }

    protected override IStateLock Held => state.Lock;

    public void Dispose() => state.Dispose();
}

public sealed class InMemoryTransferPackagesContractTests : TransferPackagesContract
{
    protected override ITransferPackages Records { get; } = new InMemoryTransferPackages();

    protected override IStateLock Held { get; } = new InMemoryStateLock();
}

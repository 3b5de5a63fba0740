using Reconciler.Adapters.TransferPackages;
using Reconciler.Engine.TransferPackages;

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

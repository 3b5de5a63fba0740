using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

internal sealed class TransferPackageFormat(ServerTable servers) : ICompactFormat<TransferPackage>
{
    public string Kind => StateHeader.TransferPackage;

    public TransferPackage Start(string name) => new(new(name), servers);

    public TransferPackage Apply(TransferPackage state, ReadOnlySpan<byte> line) => TransferPackageText.Apply(state, line);

    public long Seq(TransferPackage state) => state.Seq;

    public ReadOnlyMemory<byte> Snapshot(TransferPackage state) => TransferPackageText.WriteSnapshot(state);
}

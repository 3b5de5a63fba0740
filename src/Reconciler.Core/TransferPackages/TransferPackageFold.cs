namespace Reconciler.Core.TransferPackages;

/// <summary>One line after the other turns a Transfer Package into the next. The table event x register stands in <c>src/README.md</c>.</summary>
public static class TransferPackageFold
{
    public static TransferPackage Apply(this TransferPackage package, TransferPackageRecord record) =>
        throw new NotSupportedException(package.Name.Value + record.Seq);
}

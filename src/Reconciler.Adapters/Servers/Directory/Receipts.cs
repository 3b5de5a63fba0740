using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>The receipts of a server: <c>.reconciler/receipts/&lt;package&gt;.json</c>.</summary>
internal sealed class Receipts(ServerFolders folders)
{
    private const string Extension = ".json";
    private const int LongestBytes = 16 << 20;

    /// <returns>Null when the package is not known here.</returns>
    /// <exception cref="TroubleException">The receipt cannot be understood.</exception>
    public PackageReceipt? Find(PackageName package)
    {
        using var directory = folders.Find(OurFolder.Receipts);
        if (directory is null || SmallFiles.Read(directory, OurFolder.FileOf(package), LongestBytes) is not { } bytes)
            return null;

        try
        {
            return ReceiptText.Read(bytes, package);
        }
        catch (FormatException e)
        {
            var path = directory.PathOf(OurFolder.FileOf(package));
            throw new TroubleException(TroubleKind.Conflict, $"cannot understand '{path}': {e.Message}. 'reconciler adopt' writes it anew", path, e);
        }
    }

    /// <summary>As <see cref="Find"/>, for whoever is about to write the receipt anew from what stands there.</summary>
    public PackageReceipt? FindSound(PackageName package)
    {
        try
        {
            return Find(package);
        }
        catch (TroubleException)
        {
            return null;
        }
    }

    public void Save(PackageReceipt receipt)
    {
        using var directory = folders.Make(OurFolder.Receipts);
        SmallFiles.WriteDurably(folders, directory, OurFolder.FileOf(receipt.Package), ReceiptText.Write(receipt));
    }

    public void Delete(PackageName package)
    {
        using var directory = folders.Make(OurFolder.Receipts);
        SmallFiles.DeleteIfThere(directory, OurFolder.FileOf(package));
        directory.Sync();
    }

    /// <summary>Every package that has one, sorted; names that no package can have are passed over.</summary>
    public ImmutableArray<PackageName> Packages()
    {
        using var directory = folders.Find(OurFolder.Receipts);
        return directory is null
            ? []
            : [.. directory.List()
                .Select(name => name.Text)
                .OfType<string>()
                .Where(name => name.EndsWith(Extension, StringComparison.Ordinal) && ResourceName.IsValid(name[..^Extension.Length]))
                .Select(name => new PackageName(name[..^Extension.Length]))
                .Order()];
    }
}

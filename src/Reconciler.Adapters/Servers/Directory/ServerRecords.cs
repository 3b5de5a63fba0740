using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>What a server's root says of its packages, and where their trees are.</summary>
internal sealed class ServerRecords(ServerFolders folders)
{
    public ServerFolders Folders => folders;

    public Receipts Receipts { get; } = new(folders);

    public Seals Seals { get; } = new(folders);

    public TreePlaces Places { get; } = new(folders, new(folders), new(folders));

    /// <exception cref="TroubleException"><see cref="TroubleKind.Superseded"/>.</exception>
    public PackageReceipt? FindReceiptFor(PackagePlace place, OrderNumber order)
    {
        var receipt = Receipts.Find(place.Package);
        return receipt is not null && receipt.Order > order
            ? throw new TroubleException(TroubleKind.Superseded, $"order {order} for {place.Package} comes after order {receipt.Order}")
            : receipt;
    }
}

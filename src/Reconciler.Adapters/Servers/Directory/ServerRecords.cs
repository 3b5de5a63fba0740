using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>What a server's root says of its packages, and where their trees are.</summary>
internal sealed class ServerRecords
{
    public ServerRecords(ServerFolders folders, TimeProvider time)
    {
        Folders = folders;
        Receipts = new(folders);
        Seals = new(folders);
        Places = new(folders, Seals, Receipts);
        Pointers = new(folders, time);
        Versions = new(folders, Places, time);
    }

    public ServerFolders Folders { get; }

    public Receipts Receipts { get; }

    public Seals Seals { get; }

    public TreePlaces Places { get; }

    public Pointers Pointers { get; }

    public VersionFolders Versions { get; }

    /// <exception cref="TroubleException"><see cref="TroubleKind.Superseded"/>.</exception>
    public PackageReceipt? FindReceiptFor(PackagePlace place, OrderNumber order)
    {
        var receipt = Receipts.Find(place.Package);
        return receipt is not null && receipt.Order > order
            ? throw new TroubleException(TroubleKind.Superseded, $"order {order} for {place.Package} comes after order {receipt.Order}")
            : receipt;
    }

    /// <summary>Of the package whose place is taken; null when none makes room.</summary>
    public PackageReceipt? Displaced(StageRequest request) => request.Displaces is { } other ? Receipts.Find(other) : null;
}

using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Takes a package away from its path. Its trees stay until they are cleaned.</summary>
internal sealed class TreeWithdrawal(ServerRecords records, OwnParents ownParents, TreePublishing publishing)
{
    public void Withdraw(PackagePlace place, OrderNumber order, CancellationToken cancellationToken)
    {
        var receipt = records.FindReceiptFor(place, order);
        RefuseOthers(place, receipt, cancellationToken);
        if (receipt is null)
            return;

        var recognized = records.Places.Recognize(place.PublishAs, receipt, cancellationToken);
        if (receipt.Order < order || recognized != receipt)
            records.Receipts.Save(recognized with { Order = order });

        foreach (var path in recognized.Paths(place.PublishAs))
            publishing.TakeOutOfSight(path, recognized, cancellationToken);

        ownParents.RemoveEmpty(recognized);
    }

    /// <summary>Something that stands at the path and is not ours, while nothing of ours stands anywhere: the removal would be a lie.</summary>
    private void RefuseOthers(PackagePlace place, PackageReceipt? receipt, CancellationToken cancellationToken)
    {
        using var current = receipt is null ? null : records.Places.FindCurrent(place.PublishAs, receipt, cancellationToken);
        if (current is not null || receipt?.Trees.Any(records.Versions.IsInSight) is true)
            return;

        using var there = PublishedPlace.Open(records.Folders, place.PublishAs);
        if (there.Status is not null && (receipt is null || !records.Versions.IsOwn(there, place.PublishAs, receipt, displaced: null)))
        {
            var path = there.Parent!.PathOf(there.Name);
            throw new TroubleException(TroubleKind.Conflict, $"'{path}' was not placed by Reconciler and is left as it is", path);
        }
    }
}

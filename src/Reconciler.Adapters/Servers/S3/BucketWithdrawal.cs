using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Takes a package away from its readers: a tombstone takes the pointer's place. Its trees stay until they are cleaned.</summary>
internal sealed class BucketWithdrawal(BucketRecords records, BucketPlaces places, BucketPublishing publishing)
{
    public async Task WithdrawAsync(PackagePlace place, OrderNumber order, CancellationToken cancellationToken)
    {
        var known = await records.FindReceiptForAsync(place, order, cancellationToken);
        var shown = await places.LookAsync(place.PublishAs, cancellationToken);
        var isCurrent = known is not null && await places.FindCurrentAsync(shown, known.Receipt, cancellationToken) is not null;
        if (!isCurrent && await places.HasSomethingElseAsync(shown, known?.Receipt, displaced: null, place.Package, cancellationToken))
            throw places.Conflict(place.PublishAs);

        if (known is null)
            return;

        if (known.Receipt.Order < order)
            await records.SaveAsync(known.Receipt with { Order = order }, known, cancellationToken);

        foreach (var path in known.Receipt.Paths(place.PublishAs))
            await publishing.LeaveAsync(path, place.Package, order, cancellationToken);
    }
}

using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Takes a package away from its path. Its trees stay until they are cleaned.</summary>
internal sealed class RemoteWithdrawal(RemoteRecords records, RemoteTrees trees, RemoteParents parents, RemotePublishing publishing)
{
    public async Task WithdrawAsync(PackagePlace place, OrderNumber order, CancellationToken cancellationToken)
    {
        var receipt = await records.FindReceiptForAsync(place, order, cancellationToken);
        await RefuseOthersAsync(place, receipt, cancellationToken);
        if (receipt is null)
            return;

        if (receipt.Order < order)
            await records.SaveAsync(receipt = receipt with { Order = order }, cancellationToken);

        foreach (var path in receipt.Paths(place.PublishAs))
            await publishing.TakeOutOfSightAsync(path, receipt, cancellationToken);

        await parents.RemoveEmptyAsync(receipt, cancellationToken);
    }

    /// <summary>Something that stands at the path and is not ours, while nothing of ours stands anywhere: the removal would be a lie.</summary>
    private async Task RefuseOthersAsync(PackagePlace place, PackageReceipt? receipt, CancellationToken cancellationToken)
    {
        if (receipt is not null && await trees.FindCurrentAsync(place.PublishAs, receipt, cancellationToken) is not null)
            return;

        foreach (var tree in receipt?.Trees ?? [])
        {
            if (await trees.IsInSightAsync(tree, cancellationToken))
                return;
        }

        var there = await trees.LookAsync(place.PublishAs, cancellationToken);
        var isOwnLink = there.TreeId is { } id && receipt?.Trees.Any(tree => tree.Id == id) is true;
        if (there.Status is not null && !isOwnLink && (receipt is null || !await trees.IsOwnAsync(there, receipt, displaced: null, cancellationToken)))
            throw new TroubleException(TroubleKind.Conflict, $"'{there.At}' was not placed by Reconciler and is left as it is", place.PublishAs);
    }
}

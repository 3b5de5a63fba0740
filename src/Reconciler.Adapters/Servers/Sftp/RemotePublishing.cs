using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Shows a sealed tree to readers: by a link that takes the place of the former one in one step.</summary>
internal sealed class RemotePublishing(RemoteRoot root, RemoteRecords records, RemoteTrees trees, RemoteParents parents, VersionLinks versions)
{
    public async Task PublishAsync(StageRequest request, StagedTree staged, CancellationToken cancellationToken)
    {
        var receipt = await records.FindReceiptForAsync(request.Place, request.Order, cancellationToken);
        var tree = receipt?.Trees.FirstOrDefault(known => known.Id == staged.Id)
            ?? throw new InvalidOperationException($"Tree {staged.Id} of {request.Place.Package} is not sealed.");
        var path = request.Place.PublishAs;
        var displaced = await records.DisplacedAsync(request, cancellationToken);
        var formers = receipt!.Paths(path).Where(former => former != path).ToArray();

        // A path inside another cannot be taken before that is free.
        foreach (var former in formers.Where(former => EntryPath.IsSameOrBelow(former, path) || EntryPath.IsSameOrBelow(path, former)))
            await LeaveAsync(former, receipt, cancellationToken);

        if (tree.Layout == Layout.Versions)
            await versions.PublishAsync(request, receipt, tree, displaced, cancellationToken);
        else
            await parents.UseAsync(path, receipt, () => PublishCurrentAsync(path, receipt, tree, displaced, cancellationToken), cancellationToken);

        foreach (var former in formers)
            await LeaveAsync(former, receipt, cancellationToken);
    }

    /// <summary>What of ours stands at <paramref name="path"/>, if anything, is not shown any more. Durable.</summary>
    public async Task<bool> TakeOutOfSightAsync(string path, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        var place = await trees.LookAsync(path, cancellationToken);
        if (place.TreeId is { } id)
        {
            if (receipt.Trees.All(tree => tree.Id != id))
                return false;

            await root.Client.RemoveAsync(place.At, cancellationToken);
            await SyncAboveAsync(path, cancellationToken);
            return true;
        }

        if (!place.IsDirectory)
            return false;

        if (place.Pointer is null && await trees.FindInPlaceAsync(path, receipt, cancellationToken) is { } inPlace)
        {
            await trees.TakeAwayAsync(place, inPlace, cancellationToken);
            return true;
        }

        return await versions.TakeOutOfSightAsync(place, receipt, cancellationToken);
    }

    private async Task LeaveAsync(string path, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        if (await TakeOutOfSightAsync(path, receipt, cancellationToken))
            await parents.RemoveEmptyAsync(receipt, cancellationToken);
    }

    private async Task PublishCurrentAsync(string path, PackageReceipt receipt, ReceiptTree tree, PackageReceipt? displaced, CancellationToken cancellationToken)
    {
        var place = await trees.LookAsync(path, cancellationToken);
        if (place.TreeId == tree.Id)
        {
            await SyncAboveAsync(path, cancellationToken);
            return;
        }

        if (place.TreeId is { } id)
        {
            if (receipt.Trees.Concat(displaced?.Trees ?? []).All(known => known.Id != id))
                throw place.Conflict();
        }
        else if (place.Status is not null)
        {
            if (place.Pointer is null && await FindInPlaceAsync(path, receipt, displaced, cancellationToken) is { } inPlace)
            {
                if (inPlace.Id == tree.Id)
                    return;

                // A link cannot take the place of a directory in one step.
                await trees.TakeAwayAsync(place, inPlace, cancellationToken);
            }
            else if (await trees.IsFolderOfAsync(place, receipt, displaced, cancellationToken))
                await versions.DissolveAsync(place, receipt, displaced, cancellationToken);
            else
                throw place.Conflict();
        }

        await trees.ShowAsync(tree.Id, path, cancellationToken);
        await SyncAboveAsync(path, cancellationToken);
    }

    private async Task<ReceiptTree?> FindInPlaceAsync(string path, PackageReceipt receipt, PackageReceipt? displaced, CancellationToken cancellationToken) =>
        await trees.FindInPlaceAsync(path, receipt, cancellationToken)
        ?? (displaced is null ? null : await trees.FindInPlaceAsync(path, displaced, cancellationToken));

    private Task SyncAboveAsync(string path, CancellationToken cancellationToken) =>
        root.SyncAsync(path.LastIndexOf('/') is > 0 and var slash ? root.At(path[..slash]) : root.Path, cancellationToken);
}

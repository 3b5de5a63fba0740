using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Makes a sealed tree current in one step, and leaves the paths at which the package stood before.</summary>
internal sealed class TreePublishing(ServerRecords records, OwnParents ownParents, VersionPublishing versions)
{
    private readonly TreeSwap swap = new(records.Folders);

    public void Publish(StageRequest request, StagedTree staged, CancellationToken cancellationToken)
    {
        var receipt = records.FindReceiptFor(request.Place, request.Order);
        var tree = receipt?.Trees.FirstOrDefault(known => known.Id == staged.Id)
            ?? throw new InvalidOperationException($"Tree {staged.Id} of {request.Place.Package} is not sealed.");
        var path = request.Place.PublishAs;
        var formers = receipt!.Paths(path).Where(former => former != path).ToArray();

        // A path inside another cannot be taken before that is free.
        foreach (var former in formers.Where(former => EntryPath.IsSameOrBelow(former, path) || EntryPath.IsSameOrBelow(path, former)))
            LeaveFormer(former, receipt, cancellationToken);

        if (tree.Layout == Layout.Versions)
            versions.Publish(request, receipt, tree);
        else
            ownParents.Use(path, receipt, place => Publish(place, request, receipt, tree));

        foreach (var former in formers)
            LeaveFormer(former, receipt, cancellationToken);
    }

    /// <summary>What of ours stands at <paramref name="path"/>, if anything, moves to our folder. Durable.</summary>
    public bool TakeOutOfSight(string path, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        var hadVersions = versions.TakeOutOfSight(path, receipt);
        using var place = records.Places.FindAt(path, receipt, cancellationToken);
        if (place is null)
            return hadVersions;

        records.Places.TakeAway(place);
        return true;
    }

    private void LeaveFormer(string path, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        if (TakeOutOfSight(path, receipt, cancellationToken))
            ownParents.RemoveEmpty(receipt);
    }

    private void Publish(PublishedPlace place, StageRequest request, PackageReceipt receipt, ReceiptTree tree)
    {
        if (place.Identity == tree.Identity)
        {
            place.Parent!.Sync();
            return;
        }

        using var source = records.Places.TakeUp(tree);
        var displaced = records.Displaced(request);
        if (place.Status is null)
            source.Parent.RenameAway(source.Name, place.Parent!, place.Name);
        else if (place.Identity is { } identity && (receipt.FindTree(identity) ?? displaced?.FindTree(identity)) is { } former)
            swap.Put(source.Parent, source.Name, place, identity, former.Id);
        else if (records.Versions.IsFolderOf(place, request.Place.PublishAs, receipt, displaced))
            ReplaceFolder(place, source, displaced is null ? [receipt] : [receipt, displaced]);
        else
            throw place.Conflict();

        place.Parent!.Sync();
        source.Parent.Sync();
    }

    /// <summary>The versions go out of sight together with what shows them, so that nobody finds half of them.</summary>
    /// <param name="owners">Of the trees that may stand there: the package first, then the one that makes room.</param>
    private void ReplaceFolder(PublishedPlace place, TreePlace source, PackageReceipt[] owners)
    {
        records.Versions.RefuseOthers(place, owners);
        var name = swap.Put(source.Parent, source.Name, place, place.Identity ?? throw place.Conflict(), TreeId.Next());
        place.Parent!.Sync();
        records.Versions.Dissolve(source.Parent, name, owners);
    }
}

using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Makes a sealed tree current in one step, and takes out of sight what stood there.</summary>
internal sealed class TreePublishing(ServerRecords records, OwnParents ownParents)
{
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

        ownParents.Use(path, receipt, place => Publish(place, request, receipt, tree));
        foreach (var former in formers)
            LeaveFormer(former, receipt, cancellationToken);
    }

    /// <summary>The tree of ours that stands at <paramref name="path"/>, if any, moves to our folder. Durable.</summary>
    public bool TakeOutOfSight(string path, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        using var place = records.Places.FindAt(path, receipt, cancellationToken);
        if (place is null)
            return false;

        using var trees = records.Folders.Make(ServerFolders.Trees);
        var isFree = trees.FindStatus(place.Tree.Id) is null;
        place.Parent.RenameAway(place.Name, trees, isFree ? place.Tree.Id : TreeId.Next());
        place.Parent.Sync();
        trees.Sync();
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

        using var source = records.Places.FindOutOfSight(tree)
            ?? throw new TroubleException(TroubleKind.IoError, $"the sealed tree {tree.Id} of {request.Place.Package} is gone", tree.Id);
        if (place.Status is null)
            source.Parent.RenameAway(source.Name, place.Parent!, place.Name);
        else if (records.Folders.Atomicity == Atomicity.Tree)
            Exchange(source, place, FindFormer(place, request, receipt));
        else
            Replace(source, place, FindFormer(place, request, receipt));

        place.Parent!.Sync();
        source.Parent.Sync();
    }

    /// <exception cref="TroubleException"><see cref="TroubleKind.Conflict"/>: what stands there is not ours.</exception>
    private ReceiptTree FindFormer(PublishedPlace place, StageRequest request, PackageReceipt receipt)
    {
        var displaced = request.Displaces is { } other ? records.Receipts.Find(other) : null;
        return (place.Identity is { } identity ? receipt.FindTree(identity) ?? displaced?.FindTree(identity) : null)
            ?? throw Conflict(place);
    }

    /// <summary>
    /// Level none: between the renames nothing stands at the path. A kill there leaves both trees in our folder, and the next run publishes.
    /// </summary>
    private static void Replace(TreePlace source, PublishedPlace place, ReceiptTree former)
    {
        var trees = source.Parent;
        FileName aside = trees.FindStatus(former.Id) is null ? former.Id : TreeId.Next();
        place.Parent!.RenameAway(place.Name, trees, aside);
        try
        {
            if (trees.FindStatus(aside) is not { } cameOut || TreeIdentity.Of(cameOut) != former.Identity)
                throw Conflict(place);

            trees.RenameAway(source.Name, place.Parent, place.Name);
        }
        catch (Exception e) when (e is TroubleException or SystemCallException)
        {
            // Better the old one, or whatever somebody put there meanwhile, than nothing.
            if (place.Parent.FindStatus(place.Name) is null)
                trees.RenameAway(aside, place.Parent, place.Name);

            throw;
        }
    }

    private static void Exchange(TreePlace source, PublishedPlace place, ReceiptTree former)
    {
        try
        {
            source.Parent.Exchange(source.Name, place.Parent!, place.Name);
        }
        catch (SystemCallException e) when (e.Errno is Errno.EINVAL or Errno.ENOSYS or Errno.EOPNOTSUPP)
        {
            throw new TroubleException(
                TroubleKind.NotSupported,
                $"the file system of '{place.Parent!.PathOf(place.Name)}' cannot exchange two directories in one step, so readers could see half a package",
                place.Parent.PathOf(place.Name),
                e);
        }

        if (source.Parent.FindStatus(source.Name) is { } cameOut && TreeIdentity.Of(cameOut) == former.Identity)
        {
            GiveOwnName(source, former);
            return;
        }

        // Somebody changed the path since we looked: what came out is theirs.
        source.Parent.Exchange(source.Name, place.Parent!, place.Name);
        throw Conflict(place);
    }

    /// <summary>Then it is found without a search.</summary>
    private static void GiveOwnName(TreePlace source, ReceiptTree former)
    {
        if (source.Parent.FindStatus(former.Id) is null)
            source.Parent.RenameAway(source.Name, source.Parent, former.Id);
    }

    private static TroubleException Conflict(PublishedPlace place)
    {
        var path = place.Parent!.PathOf(place.Name);
        return new(TroubleKind.Conflict, $"'{path}' exists and was not placed by Reconciler; 'reconciler adopt' takes it over when its content is equal", path);
    }
}

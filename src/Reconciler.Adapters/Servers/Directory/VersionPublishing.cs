using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Shows a sealed tree at the path of its version, and then points to it: what readers already read stays as it is.</summary>
internal sealed class VersionPublishing(ServerRecords records, OwnParents ownParents)
{
    private readonly TreeSwap swap = new(records.Folders);

    public void Publish(StageRequest request, PackageReceipt receipt, ReceiptTree tree)
    {
        var path = request.Place.PublishAs;
        var displaced = records.Displaced(request);
        using var place = PublishedPlace.Open(records.Folders, path);
        if (place.Identity is { } identity && (receipt.FindTree(identity) ?? displaced?.FindTree(identity)) is { } former)
            ownParents.Use(path, receipt, whole => MakeFolder(whole, request, tree, former));
        else if (place.Status is null || records.Versions.IsOwn(place, path, receipt, displaced))
            ownParents.Use(tree.Path!, receipt, version => PublishInFolder(version, request, receipt, tree, displaced));
        else
            throw place.Conflict();
    }

    /// <summary>The pointer first, so that none names a version that is gone.</summary>
    /// <returns>False when nothing of ours was there.</returns>
    public bool TakeOutOfSight(string path, PackageReceipt receipt)
    {
        using (var place = PublishedPlace.Open(records.Folders, path))
        {
            if (place.Identity is null || receipt.FindTree(place.Identity.Value) is not null)
                return false;

            using var folder = place.Parent!.OpenDirectory(place.Name);
            Pointers.Delete(folder, receipt.Package);
        }

        var hadAny = false;
        foreach (var tree in receipt.Trees.Where(tree => tree.PublishedAs == path))
        {
            using var shown = records.Places.FindInSight(tree);
            if (shown is null)
                continue;

            records.Places.TakeAway(shown);
            hadAny = true;
        }

        return hadAny;
    }

    private void PublishInFolder(PublishedPlace version, StageRequest request, PackageReceipt receipt, ReceiptTree tree, PackageReceipt? displaced)
    {
        if (version.Identity != tree.Identity)
        {
            using var source = records.Places.TakeUp(tree);
            if (version.Status is null)
                source.Parent.RenameAway(source.Name, version.Parent!, version.Name);
            else
                swap.Put(source.Parent, source.Name, version, version.Identity ?? throw version.Conflict(), Replaced(version, receipt, tree, displaced).Id);

            source.Parent.Sync();
        }

        version.Parent!.Sync();
        records.Pointers.Save(version.Parent!, PointerTo(request, tree));
    }

    /// <summary>A repaired tree takes the place of the damaged one, and that of a package which leaves.</summary>
    private static ReceiptTree Replaced(PublishedPlace version, PackageReceipt receipt, ReceiptTree tree, PackageReceipt? displaced)
    {
        if (version.Identity is not { } identity)
            throw version.Conflict();

        var former = receipt.FindTree(identity);
        if (former is not null && former.Digest != tree.Digest)
            throw version.VersionChanged();

        return former ?? displaced?.FindTree(identity) ?? throw version.Conflict();
    }

    /// <summary>From a tree at the path to a directory with one version, in one step: it is made in our folder, and exchanged.</summary>
    private void MakeFolder(PublishedPlace whole, StageRequest request, ReceiptTree tree, ReceiptTree former)
    {
        using var source = records.Places.TakeUp(tree);
        FileName name = TreeId.Next();
        using (var folder = ServerFolders.Make(source.Parent, name, records.Folders.PackageModes))
        {
            // The pointer tells later what kind of directory this is.
            records.Pointers.Save(folder, PointerTo(request, tree));
            source.Parent.RenameAway(source.Name, folder, tree.Version);
            folder.Sync();
        }

        source.Parent.Sync();
        swap.Put(source.Parent, name, whole, whole.Identity ?? throw whole.Conflict(), former.Id);
        whole.Parent!.Sync();
        source.Parent.Sync();
    }

    private static Pointer PointerTo(StageRequest request, ReceiptTree tree) => new(request.Place.Package, tree.Version, tree.Digest, request.Order);
}

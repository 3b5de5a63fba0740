using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Finds trees by what they are, never by what they are called: an exchange swaps names.</summary>
internal sealed class TreePlaces(ServerFolders folders, Seals seals, Receipts receipts)
{
    /// <summary>Our tree that readers find by the path: there, or as the version that the pointer there names. Dispose it.</summary>
    /// <returns>Null when nothing stands there, or something that the receipt does not explain.</returns>
    public TreePlace? FindAt(string path, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        var place = PublishedPlace.Open(folders, path);
        if (place.Identity is { } identity && TreeOf(place, identity, receipt, tree => tree.Layout == Layout.Current && tree.PublishedAs == path, cancellationToken) is { Layout: Layout.Current } tree)
            return new(tree, place.Parent!, place.Name, path);

        using (place)
            return FindPointed(place, path, receipt, cancellationToken);
    }

    /// <summary>A tree at the path of its version, whether it is current or not. Dispose it.</summary>
    public TreePlace? FindInSight(ReceiptTree tree)
    {
        if (tree.Layout == Layout.Current || tree.Path is not { } path)
            return null;

        var place = PublishedPlace.Open(folders, path);
        if (place.Identity == tree.Identity)
            return new(tree, place.Parent!, place.Name, tree.PublishedAs);

        place.Dispose();
        return null;
    }

    /// <summary>A tree that is not current, wherever it is. Dispose it.</summary>
    public TreePlace? Find(ReceiptTree tree) => FindInSight(tree) ?? FindOutOfSight(tree);

    /// <summary>What readers, or who looks for them, take for the package: the version that the pointer at its path names, else what stands there.</summary>
    public PublishedPlace OpenShown(PackagePlace place, PackageReceipt? receipt)
    {
        var there = PublishedPlace.Open(folders, place.PublishAs);
        if (there.Identity is not { } identity || receipt?.FindTree(identity) is not null || Pointers.FindAt(there) is not { } pointer || pointer.Package != place.Package)
            return there;

        there.Dispose();
        return PublishedPlace.Open(folders, PublishPath.OfVersion(place.PublishAs, pointer.Version));
    }

    /// <summary>The tree that readers see: at <paramref name="path"/>, else at one where the receipt says that a tree was. Dispose it.</summary>
    public TreePlace? FindCurrent(string path, PackageReceipt receipt, CancellationToken cancellationToken) =>
        receipt.Paths(path).Select(candidate => FindAt(candidate, receipt, cancellationToken)).FirstOrDefault(found => found is not null);

    /// <summary>
    /// Trees that were recognized by reading them get the identity that they have now, under which the next steps look for them.
    /// <paramref name="receipt"/> itself when nothing is new.
    /// </summary>
    public PackageReceipt Recognize(string path, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        foreach (var candidate in receipt.Paths(path))
        {
            using var place = FindAt(candidate, receipt, cancellationToken);
            if (place is not null && receipt.FindTree(place.Tree.Identity) is null)
                receipt = receipt.With(place.Tree);
        }

        foreach (var version in receipt.Trees.Where(tree => tree.Layout == Layout.Versions).Select(tree => tree.Path).OfType<string>().Distinct().ToArray())
        {
            using var place = PublishedPlace.Open(folders, version);
            if (place.Identity is { } identity && receipt.FindTree(identity) is null && TreeOf(place, identity, receipt, tree => tree.Path == version, cancellationToken) is { } same)
                receipt = receipt.With(same);
        }

        return receipt;
    }

    /// <summary>A tree in our folder, under a name there, so that it can be published. Dispose it.</summary>
    /// <exception cref="TroubleException">It is gone.</exception>
    public TreePlace TakeUp(ReceiptTree tree)
    {
        using var place = FindOutOfSight(tree) ?? throw new TroubleException(TroubleKind.IoError, $"the sealed tree {tree.Id} is gone", tree.Id);
        var trees = folders.Make(OurFolder.Trees);
        var isThere = trees.FindStatus(place.Name) is { } status && TreeIdentity.Of(status) == tree.Identity;
        FileName name = isThere ? place.Name : FreeName(trees, tree);
        if (!isThere)
            place.Parent.RenameAway(place.Name, trees, name);

        return new(tree, trees, name, null);
    }

    /// <summary>A tree in sight moves to our folder. Durable.</summary>
    public void TakeAway(TreePlace place)
    {
        using var trees = folders.Make(OurFolder.Trees);
        place.Parent.RenameAway(place.Name, trees, FreeName(trees, place.Tree));
        place.Parent.Sync();
        trees.Sync();
    }

    /// <summary>A tree in our folder. Dispose it.</summary>
    public TreePlace? FindOutOfSight(ReceiptTree tree)
    {
        var trees = folders.Find(OurFolder.Trees);
        if (trees is null)
            return null;

        if (IsTree(trees, tree.Id, tree))
            return new(tree, trees, tree.Id, null);

        // After a crash it may have the name of the tree that it was exchanged for.
        foreach (var name in trees.List())
        {
            if (IsTree(trees, name, tree))
                return new(tree, trees, name, null);
        }

        using (trees)
            return FindInFolder(trees, tree);
    }

    /// <summary>Another package whose receipt has the tree: one that was renamed is followed at its path by one with the same content.</summary>
    public PackageName? FindOtherOwner(TreeIdentity identity, PackageName package) =>
        receipts.Packages().Where(other => other != package && receipts.FindSound(other)?.FindTree(identity) is not null)
            .Select(other => (PackageName?)other)
            .FirstOrDefault();

    private TreePlace? FindPointed(PublishedPlace place, string path, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        if (Pointers.FindAt(place) is not { } pointer || pointer.Package != receipt.Package)
            return null;

        var version = PublishedPlace.Open(folders, PublishPath.OfVersion(path, pointer.Version));
        if (version.Identity is { } identity
            && TreeOf(version, identity, receipt, tree => tree.Path == PublishPath.OfVersion(path, pointer.Version) && tree.Digest == pointer.Digest, cancellationToken) is { Layout: Layout.Versions } tree
            && tree.Digest == pointer.Digest)
            return new(tree, version.Parent!, version.Name, path);

        version.Dispose();
        return null;
    }

    /// <summary>An interrupted change of layout leaves a whole directory of versions in our folder, before it is shown or after.</summary>
    private static TreePlace? FindInFolder(DirectoryHandle trees, ReceiptTree tree)
    {
        foreach (var name in trees.List())
        {
            if (trees.FindStatus(name) is not { Kind: FileKind.Directory })
                continue;

            var folder = trees.OpenDirectory(name);
            if (NameIn(folder, tree) is { } version)
                return new(tree, folder, version, null);

            folder.Dispose();
        }

        return null;
    }

    /// <summary>It may be sealed under another version meanwhile; only a directory with a pointer is worth a search.</summary>
    private static FileName? NameIn(DirectoryHandle folder, ReceiptTree tree)
    {
        if (IsTree(folder, tree.Version, tree))
            return tree.Version;

        return Pointers.Find(folder) is null ? null : folder.List().Where(name => IsTree(folder, name, tree)).Select(name => (FileName?)name).FirstOrDefault();
    }

    private static FileName FreeName(DirectoryHandle trees, ReceiptTree tree) => trees.FindStatus(tree.Id) is null ? tree.Id : TreeId.Next();

    /// <param name="couldBe">Which trees to look for where the directory is new to us.</param>
    private ReceiptTree? TreeOf(
        PublishedPlace place, TreeIdentity identity, PackageReceipt receipt, Func<ReceiptTree, bool> couldBe, CancellationToken cancellationToken)
    {
        if (receipt.FindTree(identity) is { } known)
            return known;

        // A root that was restored or moved to another disk: its directories are new, its contents may still be ours.
        using var directory = place.Parent!.OpenDirectory(place.Name);
        var same = receipt.Trees.FirstOrDefault(tree => couldBe(tree) && HoldsExactly(directory, tree, cancellationToken));
        return same is null || FindOtherOwner(identity, receipt.Package) is not null ? null : same with { Identity = identity };
    }

    private bool HoldsExactly(DirectoryHandle directory, ReceiptTree tree, CancellationToken cancellationToken) =>
        seals.Find(tree) is { } seal
        && !new TreeComparison(seal.Manifest, seal: null, ProofKind.Read).Differences(directory, cancellationToken).Any();

    private static bool IsTree(DirectoryHandle trees, FileName name, ReceiptTree tree) =>
        trees.FindStatus(name) is { Kind: FileKind.Directory } status && TreeIdentity.Of(status) == tree.Identity;
}

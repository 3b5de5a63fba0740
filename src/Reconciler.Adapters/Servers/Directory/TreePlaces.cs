using Reconciler.Adapters.Linux;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Finds trees by what they are, never by what they are called: an exchange swaps names.</summary>
internal sealed class TreePlaces(ServerFolders folders, Seals seals, Receipts receipts)
{
    /// <summary>Our tree at the path. Dispose it.</summary>
    /// <returns>Null when nothing stands there, or something that the receipt does not explain.</returns>
    public TreePlace? FindAt(string path, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        var place = PublishedPlace.Open(folders, path);
        if (place.Identity is { } identity && TreeOf(place, identity, path, receipt, cancellationToken) is { } tree)
            return new(tree, place.Parent!, place.Name, path);

        place.Dispose();
        return null;
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

        return receipt;
    }

    /// <summary>A tree in our folder. Dispose it.</summary>
    public TreePlace? FindOutOfSight(ReceiptTree tree)
    {
        var trees = folders.Find(ServerFolders.Trees);
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

        trees.Dispose();
        return null;
    }

    /// <summary>Another package whose receipt has the tree: one that was renamed is followed at its path by one with the same content.</summary>
    public PackageName? FindOtherOwner(TreeIdentity identity, PackageName package) =>
        receipts.Packages().Where(other => other != package && receipts.FindSound(other)?.FindTree(identity) is not null)
            .Select(other => (PackageName?)other)
            .FirstOrDefault();

    private ReceiptTree? TreeOf(
        PublishedPlace place, TreeIdentity identity, string path, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        if (receipt.FindTree(identity) is { } known)
            return known;

        // A root that was restored or moved to another disk: its directories are new, its contents may still be ours.
        using var directory = place.Parent!.OpenDirectory(place.Name);
        var same = receipt.Trees.FirstOrDefault(tree => tree.PublishedAs == path && HoldsExactly(directory, tree, cancellationToken));
        return same is null || FindOtherOwner(identity, receipt.Package) is not null ? null : same with { Identity = identity };
    }


    private bool HoldsExactly(DirectoryHandle directory, ReceiptTree tree, CancellationToken cancellationToken) =>
        seals.Find(tree) is { } seal
        && !new TreeComparison(seal.Manifest, seal: null, ProofKind.Read).Differences(directory, cancellationToken).Any();

    private static bool IsTree(DirectoryHandle trees, FileName name, ReceiptTree tree) =>
        trees.FindStatus(name) is { Kind: FileKind.Directory } status && TreeIdentity.Of(status) == tree.Identity;
}

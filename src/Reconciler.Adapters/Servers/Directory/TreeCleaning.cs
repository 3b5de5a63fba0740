using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Deletes trees that are out of sight. What others put into them is kept.</summary>
internal sealed class TreeCleaning(ServerRecords records, TimeProvider time)
{
    public void Clean(PackagePlace place, ImmutableArray<Digest> digests, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        if (records.Receipts.Find(place.Package) is not { } receipt)
            return;

        using var current = records.Places.FindCurrent(place.PublishAs, receipt, cancellationToken);
        Remove(receipt, [.. receipt.Trees.Where(tree => tree.Id != current?.Tree.Id && digests.Contains(tree.Digest))], ignoreExtra, cancellationToken);
    }

    /// <summary>
    /// Of several trees with the same digest one is enough: the current one, else the first. The others come from repairs and moves.
    /// </summary>
    /// <param name="before">Nanoseconds since 1970: what was taken out of sight later may still have readers.</param>
    /// <returns>How many were removed.</returns>
    public int RemoveDuplicates(PackageName package, long before, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        if (records.Receipts.Find(package) is not { } receipt)
            return 0;

        using var current = records.Places.FindCurrent(receipt.PublishAs, receipt, cancellationToken);
        // Whoever reads one at the path of its version still has until the next sweep.
        ImmutableArray<ReceiptTree> duplicates =
        [
            .. receipt.Trees
                .GroupBy(tree => tree.Digest)
                .SelectMany(same => same.OrderBy(tree => tree.Id == current?.Tree.Id ? 0 : records.Versions.IsInSight(tree) ? 1 : 2).Skip(1))
                .Where(tree => !TakeAwayIfInSight(tree) && IsOlder(tree, before)),
        ];
        Remove(receipt, duplicates, ignoreExtra, cancellationToken);
        return duplicates.Length;
    }

    /// <param name="seal">Null: nothing is known of the tree, and it is kept whole.</param>
    public void Delete(DirectoryHandle trees, FileName name, PackageName package, Seal? seal, ImmutableArray<string> ignoreExtra)
    {
        var extra = new ExtraFiles(records.Folders, package, time.GetUtcNow());
        if (seal is null)
            extra.SetAside(trees, name);
        else
            new TreeRemoval(node => IsOurs(node, seal, ignoreExtra), extra.SetAside).Delete(trees, name);
    }

    /// <summary>The trees, then the receipt without them, then their seals: whatever a kill leaves, the next call ends.</summary>
    private void Remove(
        PackageReceipt receipt, ImmutableArray<ReceiptTree> trees, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        if (trees.IsEmpty)
            return;

        foreach (var tree in trees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TakeAwayIfInSight(tree);
            using var found = records.Places.FindOutOfSight(tree);
            if (found is not null)
                Delete(found.Parent, found.Name, receipt.Package, records.Seals.Find(tree), ignoreExtra);
        }

        var left = receipt with { Trees = receipt.Trees.RemoveRange(trees) };
        if (left.Trees.IsEmpty)
            records.Receipts.Delete(receipt.Package);
        else
            records.Receipts.Save(left);

        foreach (var tree in trees)
            records.Seals.Delete(tree.Id);
    }

    /// <summary>An earlier version: nobody finds half of it.</summary>
    private bool TakeAwayIfInSight(ReceiptTree tree)
    {
        using var shown = records.Places.FindInSight(tree);
        if (shown is null)
            return false;

        records.Places.TakeAway(shown);
        return true;
    }

    private bool IsOlder(ReceiptTree tree, long before)
    {
        using var place = records.Places.FindOutOfSight(tree);
        return place?.Parent.FindStatus(place.Name) is { } status && status.ChangedNs < before;
    }

    /// <summary>As it was sealed, but for its inode and mode, which a restored backup changes. A file that was edited in place is somebody's work.</summary>
    private static bool IsOurs(TreeNode node, Seal seal, ImmutableArray<string> ignoreExtra)
    {
        var sealedEntry = node.HasPackageName ? seal.Find(node.Path) : null;
        return (sealedEntry?.Entry.Kind, node.Status.Kind) switch
        {
            (EntryKind.File, FileKind.File) => node.Status.SizeBytes == sealedEntry!.Entry.SizeBytes && node.Status.ModifiedNs == sealedEntry.ModifiedNs,
            (EntryKind.Symlink, FileKind.Symlink) => Digest.Of(node.Parent.ReadSymlink(node.Name)) == sealedEntry!.Entry.Digest,
            (EntryKind.EmptyDirectory, FileKind.Directory) => true,
            (null, FileKind.File) => ignoreExtra.Contains(node.Name.ToString(), StringComparer.Ordinal),
            _ => false,
        };
    }
}

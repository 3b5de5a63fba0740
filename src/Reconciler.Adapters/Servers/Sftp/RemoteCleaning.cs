using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Deletes trees that are out of sight. What others put into them is kept.</summary>
internal sealed class RemoteCleaning(RemoteRoot root, RemoteRecords records, RemoteTrees trees, RemotePublishing publishing, RemoteRemoval removal, RemoteExtra extra)
{
    public async Task CleanAsync(PackagePlace place, ImmutableArray<Digest> digests, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        if (await records.FindReceiptAsync(place.Package, cancellationToken) is not { } receipt)
            return;

        var current = await trees.FindCurrentAsync(place.PublishAs, receipt, cancellationToken);
        await RemoveAsync(receipt, [.. receipt.Trees.Where(tree => tree.Id != current?.Tree.Id && digests.Contains(tree.Digest))], ignoreExtra, cancellationToken);
    }

    /// <summary>Of several trees with the same digest one is enough: the current one, else the first. The others come from repairs and moves.</summary>
    public async Task RemoveDuplicatesAsync(PackageReceipt receipt, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var current = await trees.FindCurrentAsync(receipt.PublishAs, receipt, cancellationToken);
        ImmutableArray<ReceiptTree> duplicates =
        [
            .. receipt.Trees.GroupBy(tree => tree.Digest).SelectMany(same => same.OrderBy(tree => tree.Id == current?.Tree.Id ? 0 : 1).Skip(1)),
        ];
        await RemoveAsync(receipt, duplicates, ignoreExtra, cancellationToken);
    }

    /// <param name="seal">Null: nothing is known of the tree, and it is kept whole.</param>
    public async Task DeleteAsync(string treeId, PackageName package, Seal? seal, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var at = trees.PathOf(treeId);
        if (seal is null)
            await extra.SetAsideAsync(package, at, treeId, cancellationToken);
        else
            await removal.DeleteAsync(
                at,
                (node, cancellation) => IsOursAsync(node, seal, ignoreExtra, cancellation),
                (node, cancellation) => extra.SetAsideAsync(package, node, cancellation),
                cancellationToken);
    }

    /// <summary>The trees, then the receipt without them, then their seals and lists of blocks: whatever a kill leaves, the next call ends.</summary>
    private async Task RemoveAsync(
        PackageReceipt receipt, ImmutableArray<ReceiptTree> unwanted, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        if (unwanted.IsEmpty)
            return;

        foreach (var tree in unwanted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await HideAsync(tree, receipt, cancellationToken);
            if (await trees.IsThereAsync(tree.Id, cancellationToken))
                await DeleteAsync(tree.Id, receipt.Package, await records.FindSealAsync(tree, cancellationToken), ignoreExtra, cancellationToken);
        }

        var left = receipt with { Trees = receipt.Trees.RemoveRange(unwanted) };
        if (left.Trees.IsEmpty)
            await records.DeleteReceiptAsync(receipt.Package, cancellationToken);
        else
            await records.SaveAsync(left, cancellationToken);

        foreach (var tree in unwanted)
            await records.DeleteSealAsync(tree.Id, cancellationToken);

        foreach (var digest in unwanted.Select(tree => tree.Digest).Distinct().Where(digest => left.Trees.All(tree => tree.Digest != digest)))
            await records.DeleteBlocksAsync(digest, cancellationToken);
    }

    /// <summary>An earlier version, or one in place: nobody finds half of it.</summary>
    private async Task HideAsync(ReceiptTree tree, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        if (await trees.IsInSightAsync(tree, cancellationToken))
            await root.Client.RemoveAsync(root.At(tree.Path!), cancellationToken);
        else if (tree is { IsInPlace: true, PublishedAs: { } path } && !await trees.IsThereAsync(tree.Id, cancellationToken))
            await publishing.TakeOutOfSightAsync(path, receipt with { Trees = [tree] }, cancellationToken);
    }

    /// <summary>As it was sealed, but for its mode. A file that was edited in place is somebody's work.</summary>
    private async Task<bool> IsOursAsync(RemoteNode node, Seal seal, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var sealedEntry = node.HasPackageName ? seal.Find(node.Path) : null;
        return (sealedEntry?.Entry.Kind, node.Status.Kind) switch
        {
            (EntryKind.File, FileKind.File) => node.Status.SizeBytes == sealedEntry!.Entry.SizeBytes && node.Status.ModifiedNs == sealedEntry.ModifiedNs,
            (EntryKind.Symlink, FileKind.Symlink) => Digest.Of(await root.Client.ReadLinkAsync(node.At, cancellationToken)) == sealedEntry!.Entry.Digest,
            (EntryKind.EmptyDirectory, FileKind.Directory) => true,
            (null, FileKind.File) => ignoreExtra.Contains(node.Name.ToString(), StringComparer.Ordinal),
            _ => false,
        };
    }
}

using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Deletes trees that no pointer names. What others put into them is kept.</summary>
internal sealed class BucketCleaning(BucketRoot root, BucketRecords records, BucketPlaces places, ObjectRemoval removal)
{
    public async Task CleanAsync(PackagePlace place, ImmutableArray<Digest> digests, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        if (await records.FindReceiptAsync(place.Package, cancellationToken) is not { } known)
            return;

        var current = await places.FindCurrentAsync(await places.LookAsync(place.PublishAs, cancellationToken), known.Receipt, cancellationToken);
        await RemoveAsync(known, [.. known.Receipt.Trees.Where(tree => tree.Id != current?.Id && digests.Contains(tree.Digest))], ignoreExtra, cancellationToken);
    }

    /// <summary>Of several trees with the same digest one is enough: the current one, else the first. The others come from repairs and moves.</summary>
    public async Task RemoveDuplicatesAsync(KnownReceipt known, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var current = await places.FindCurrentAsync(await places.LookAsync(known.Receipt.PublishAs, cancellationToken), known.Receipt, cancellationToken);
        ImmutableArray<ReceiptTree> duplicates =
        [
            .. known.Receipt.Trees.GroupBy(tree => tree.Digest).SelectMany(same => same.OrderBy(tree => tree.Id == current?.Id ? 0 : 1).Skip(1)),
        ];
        await RemoveAsync(known, duplicates, ignoreExtra, cancellationToken);
    }

    /// <summary>The objects, then the receipt without the trees, then their seals: whatever a kill leaves, the next call ends.</summary>
    private async Task RemoveAsync(KnownReceipt known, ImmutableArray<ReceiptTree> unwanted, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        if (unwanted.IsEmpty)
            return;

        var receipt = known.Receipt;
        foreach (var tree in unwanted)
            await DeleteAsync(tree, receipt, ignoreExtra, cancellationToken);

        var left = receipt with { Trees = receipt.Trees.RemoveRange(unwanted) };
        foreach (var path in unwanted.Select(tree => tree.PublishedAs!).Distinct().Where(path => left.Trees.All(tree => tree.PublishedAs != path)))
            await RemoveTombstoneAsync(path, receipt.Package, cancellationToken);

        if (left.Trees.IsEmpty)
            await records.DeleteAsync(known, cancellationToken);
        else
            await records.SaveAsync(left, known, cancellationToken);

        foreach (var tree in unwanted)
            await records.DeleteSealAsync(tree.Id, cancellationToken);
    }

    /// <summary>Without a seal nothing is known of the objects, and they are kept; so are those around our other trees that we have only taken over.</summary>
    private async Task DeleteAsync(ReceiptTree tree, PackageReceipt receipt, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var seal = await records.FindSealAsync(tree, cancellationToken);
        await removal.DeleteAsync(TreeObjects.At(root, tree.PublishedAs!, tree.Folder, receipt), receipt.Package, there => IsOurs(there, seal, ignoreExtra), cancellationToken);
    }

    /// <summary>As it was sealed. An object that was replaced is somebody's work.</summary>
    private static bool IsOurs(TreeObject there, ObjectSeal? seal, ImmutableArray<string> ignoreExtra)
    {
        if (there.Path is not { } path)
            return false;

        return seal?.Find(path) is { } sealedObject
            ? there.IsDirectory == (sealedObject.Entry.Kind == EntryKind.EmptyDirectory) && sealedObject.IsUntouched(there.Found)
            : ignoreExtra.Contains(PublishPath.LastPart(path), StringComparer.Ordinal) || (there.IsDirectory && there.Found.SizeBytes == 0 && seal is not null);
    }

    /// <summary>Where nothing of the package is left, nobody can bring an old order any more.</summary>
    private async Task RemoveTombstoneAsync(string path, PackageName package, CancellationToken cancellationToken)
    {
        if (await places.LookAsync(path, cancellationToken) is { Gone: { } gone } shown && gone.Package == package)
            await places.DeleteAsync(shown, cancellationToken);
    }
}

using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Says what stands on the server, without changing it.</summary>
internal sealed class TreeViewing(ServerRecords records)
{
    public PackageView Look(PackagePlace place, CancellationToken cancellationToken)
    {
        var receipt = records.Receipts.Find(place.Package);
        using var there = PublishedPlace.Open(records.Folders, place.PublishAs);
        if (receipt is null)
            return PackageView.Nothing with { HasSomethingElse = there.Status is not null };

        using var current = records.Places.FindCurrent(place.PublishAs, receipt, cancellationToken);
        return new(
            current is null ? null : Shown(current.Tree with { PublishedAs = current.PublishedAt }),
            HasReceipt: true,
            HasSomethingElse: there.Status is not null && current?.PublishedAt != place.PublishAs && !IsOwn(there, place, receipt),
            receipt.Order,
            OutOfSight(receipt, current))
        {
            HasTreesInSight = receipt.Trees.Any(tree => tree.Id != current?.Tree.Id && records.Versions.IsInSight(tree)),
        };
    }

    private bool IsOwn(PublishedPlace there, PackagePlace place, PackageReceipt receipt) => records.Folders.Layout == Layout.Versions
        ? records.Versions.IsOwn(there, place.PublishAs, receipt, displaced: null)
        : records.Versions.IsFolderOf(there, place.PublishAs, receipt, displaced: null);

    /// <summary>What the receipt says; the manifest is the seal's.</summary>
    public Receipt Receipt(PackageName package, CancellationToken cancellationToken)
    {
        var receipt = records.Receipts.Find(package)!;
        using var current = records.Places.FindCurrent(receipt.PublishAs, receipt, cancellationToken);
        return new(
            package,
            current?.PublishedAt ?? receipt.PublishAs,
            receipt.Order,
            current is null ? null : Shown(current.Tree),
            current is null ? null : records.Seals.Find(current.Tree)?.Manifest)
        {
            OutOfSight = OutOfSight(receipt, current),
        };
    }

    public Verification Verify(
        PackagePlace place, Manifest manifest, ProofKind proof, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var receipt = records.Receipts.FindSound(place.Package);
        using var there = records.Places.OpenShown(place, receipt);
        if (there.Identity is not { } identity)
            return new([new(there.Status is null ? DifferenceKind.Missing : DifferenceKind.KindDiffers, "")]);

        var known = receipt?.FindTree(identity);
        var seal = known is not null && known.Digest == manifest.Digest ? records.Seals.Find(known) : null;
        var differences = new List<Difference>();
        if (known is null)
            differences.Add(new(receipt is null ? DifferenceKind.ReceiptMissing : DifferenceKind.Replaced, ""));

        else if (known.Permissions != records.Folders.PackageModes.Permissions)
            differences.Add(new(DifferenceKind.ModeDiffers, ""));

        using var tree = there.Parent!.OpenDirectory(there.Name);
        differences.AddRange(new TreeComparison(manifest, seal, proof) { IgnoreExtra = ignoreExtra }.Differences(tree, cancellationToken));
        return new([.. differences.Distinct().OrderBy(difference => difference.Path, PathOrder.Utf8)]);
    }

    private ImmutableArray<TreeOnServer> OutOfSight(PackageReceipt receipt, TreePlace? current) =>
        [.. receipt.Trees.Where(tree => tree.Id != current?.Tree.Id && IsThere(tree)).Select(Shown)];

    private bool IsThere(ReceiptTree tree)
    {
        using var place = records.Places.Find(tree);
        return place is not null;
    }

    private static TreeOnServer Shown(ReceiptTree tree) => new(tree.Digest, tree.Version, tree.PublishedAs) { Permissions = tree.Permissions, Layout = tree.Layout };
}

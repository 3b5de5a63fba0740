using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Says what stands on the server, without changing it.</summary>
internal sealed class BucketViewing(BucketRoot root, BucketRecords records, BucketPlaces places)
{
    public async Task<PackageView> LookAsync(PackagePlace place, CancellationToken cancellationToken)
    {
        var receipt = (await records.FindReceiptAsync(place.Package, cancellationToken))?.Receipt;
        var shown = await places.LookAsync(place.PublishAs, cancellationToken);
        var current = receipt is null ? null : await places.FindCurrentAsync(shown, receipt, cancellationToken);
        var isElse = current?.PublishedAs != place.PublishAs && await places.HasSomethingElseAsync(shown, receipt, displaced: null, place.Package, cancellationToken);
        return receipt is null
            ? PackageView.Nothing with { HasSomethingElse = isElse }
            : new(current is null ? null : Shown(current), HasReceipt: true, isElse, receipt.Order, OutOfSight(receipt, current));
    }

    /// <summary>What the receipt says; the manifest is the seal's.</summary>
    public async Task<Receipt> ReceiptAsync(PackageName package, CancellationToken cancellationToken)
    {
        var receipt = (await records.FindReceiptAsync(package, cancellationToken))!.Receipt;
        var current = await places.FindCurrentAsync(await places.LookAsync(receipt.PublishAs, cancellationToken), receipt, cancellationToken);
        return new(
            package,
            current?.PublishedAs ?? receipt.PublishAs,
            receipt.Order,
            current is null ? null : Shown(current),
            current is null ? null : (await records.FindSealAsync(current, cancellationToken))?.Manifest)
        {
            OutOfSight = OutOfSight(receipt, current),
        };
    }

    public async Task<Verification> VerifyAsync(
        PackagePlace place, Manifest manifest, ProofKind proof, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var receipt = (await records.FindSoundReceiptAsync(place.Package, cancellationToken))?.Receipt;
        var shown = await places.LookAsync(place.PublishAs, cancellationToken);
        if (shown.Current is null || shown.Current.Package != place.Package)
            return new([new(DifferenceKind.Missing, "")]);

        var differences = new List<Difference>();
        var known = receipt is null ? null : BucketPlaces.FindAt(shown, receipt);
        if (known is null)
            differences.Add(new(receipt is null ? DifferenceKind.ReceiptMissing : DifferenceKind.Replaced, ""));
        else if (known.Permissions != root.Endpoint.Permissions)
            differences.Add(new(DifferenceKind.ModeDiffers, ""));

        var seal = known is not null && known.Digest == manifest.Digest ? await records.FindSealAsync(known, cancellationToken) : null;
        var tree = TreeObjects.At(root, place.PublishAs, FolderOf(shown.Current), receipt);
        differences.AddRange(await new ObjectComparison(root, manifest, seal, proof) { IgnoreExtra = ignoreExtra }.DifferencesAsync(tree, cancellationToken));
        return new([.. differences.Distinct().OrderBy(difference => difference.Path, PathOrder.Utf8)]);
    }

    /// <returns>Null: at the path itself.</returns>
    public static string? FolderOf(Pointer pointer) => pointer.Path == "." ? null : pointer.Path ?? pointer.Version;

    private static ImmutableArray<TreeOnServer> OutOfSight(PackageReceipt receipt, ReceiptTree? current) =>
        [.. receipt.Trees.Where(tree => tree.Id != current?.Id).Select(Shown)];

    private static TreeOnServer Shown(ReceiptTree tree) => new(tree.Digest, tree.Version, tree.PublishedAs) { Permissions = tree.Permissions, Layout = tree.Layout };
}

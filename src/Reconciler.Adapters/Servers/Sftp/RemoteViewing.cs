using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Says what stands on the server, without changing it.</summary>
internal sealed class RemoteViewing(RemoteRoot root, RemoteRecords records, RemoteTrees trees, RemoteHashing hashing)
{
    public async Task<PackageView> LookAsync(PackagePlace place, CancellationToken cancellationToken)
    {
        var receipt = await records.FindReceiptAsync(place.Package, cancellationToken);
        var there = await trees.LookAsync(place.PublishAs, cancellationToken);
        if (receipt is null)
            return PackageView.Nothing with { HasSomethingElse = there.Status is not null };

        var current = await trees.FindCurrentAsync(place.PublishAs, receipt, cancellationToken);
        var isElse = there.Status is not null && current?.PublishedAt != place.PublishAs && !await IsOwnAsync(there, receipt, cancellationToken);
        return new(
            current is null ? null : Shown(current.Tree with { PublishedAs = current.PublishedAt }),
            HasReceipt: true,
            isElse,
            receipt.Order,
            await OutOfSightAsync(receipt, current, cancellationToken))
        {
            HasTreesInSight = await HasTreesInSightAsync(receipt, current, cancellationToken),
        };
    }

    /// <summary>What the receipt says; the manifest is the seal's.</summary>
    public async Task<Receipt> ReceiptAsync(PackageName package, CancellationToken cancellationToken)
    {
        var receipt = (await records.FindReceiptAsync(package, cancellationToken))!;
        var current = await trees.FindCurrentAsync(receipt.PublishAs, receipt, cancellationToken);
        return new(
            package,
            current?.PublishedAt ?? receipt.PublishAs,
            receipt.Order,
            current is null ? null : Shown(current.Tree),
            current is null ? null : (await records.FindSealAsync(current.Tree, cancellationToken))?.Manifest)
        {
            OutOfSight = await OutOfSightAsync(receipt, current, cancellationToken),
        };
    }

    public async Task<Verification> VerifyAsync(
        PackagePlace place, Manifest manifest, ProofKind proof, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var receipt = await records.FindSoundReceiptAsync(place.Package, cancellationToken);
        var (there, id, directory) = await trees.OpenShownAsync(place, cancellationToken);
        if (directory is not { } at)
            return new([new(there.Status is null ? DifferenceKind.Missing : id is null ? DifferenceKind.KindDiffers : DifferenceKind.Missing, "")]);

        var known = receipt is null ? null
            : id is not null ? receipt.Trees.FirstOrDefault(tree => tree.Id == id)
            : await trees.FindInPlaceAsync(place.PublishAs, receipt, cancellationToken);
        var differences = new List<Difference>();
        if (known is null)
            differences.Add(new(receipt is null ? DifferenceKind.ReceiptMissing : DifferenceKind.Replaced, ""));
        else if (known.Permissions != root.PackageModes.Permissions)
            differences.Add(new(DifferenceKind.ModeDiffers, ""));

        var seal = known is not null && known.Digest == manifest.Digest ? await records.FindSealAsync(known, cancellationToken) : null;
        var comparison = new RemoteComparison(root, manifest, seal, proof) { IgnoreExtra = ignoreExtra, Hashing = hashing };
        differences.AddRange(await comparison.DifferencesAsync(at, cancellationToken));
        return new([.. differences.Distinct().OrderBy(difference => difference.Path, PathOrder.Utf8)]) { Proof = comparison.Proof };
    }

    private Task<bool> IsOwnAsync(ShownPlace there, PackageReceipt receipt, CancellationToken cancellationToken) => root.Endpoint.Layout == Layout.Versions
        ? trees.IsOwnAsync(there, receipt, displaced: null, cancellationToken)
        : trees.IsFolderOfAsync(there, receipt, displaced: null, cancellationToken);

    private async Task<bool> HasTreesInSightAsync(PackageReceipt receipt, FoundTree? current, CancellationToken cancellationToken)
    {
        foreach (var tree in receipt.Trees.Where(tree => tree.Id != current?.Tree.Id))
        {
            if (await trees.IsInSightAsync(tree, cancellationToken))
                return true;
        }

        return false;
    }

    private async Task<ImmutableArray<TreeOnServer>> OutOfSightAsync(PackageReceipt receipt, FoundTree? current, CancellationToken cancellationToken)
    {
        var others = ImmutableArray.CreateBuilder<TreeOnServer>();
        foreach (var tree in receipt.Trees.Where(tree => tree.Id != current?.Tree.Id))
        {
            if (await trees.FindAsync(tree, cancellationToken) is not null)
                others.Add(Shown(tree));
        }

        return others.DrainToImmutable();
    }

    private static TreeOnServer Shown(ReceiptTree tree) => new(tree.Digest, tree.Version, tree.PublishedAs) { Permissions = tree.Permissions, Layout = tree.Layout };
}

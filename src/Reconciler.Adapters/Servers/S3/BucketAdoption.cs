using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Takes over what stands at a package's path without a receipt, when it is what the package should be; a pointer names it from then on.</summary>
internal sealed class BucketAdoption(BucketRoot root, BucketRecords records, BucketPlaces places, BucketPublishing publishing)
{
    public async Task<Verification> AdoptAsync(StageRequest request, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var (package, publishAs) = request.Place;
        var former = await FindReceiptAsync(request, cancellationToken);
        var receipt = former?.Receipt ?? new(package, publishAs, request.Order, [], []);
        var shown = await places.LookAsync(publishAs, cancellationToken);
        if (shown.Current is { } others && others.Package != package)
            throw new TroubleException(TroubleKind.Conflict, $"'{root.Shown(publishAs)}' is package {others.Package}, which has not left it yet", publishAs);

        var folder = shown.Current is { } pointer ? BucketViewing.FolderOf(pointer) : null;
        var tree = TreeObjects.At(root, publishAs, folder, receipt);
        if (!await tree.ListAsync(cancellationToken).AnyAsync(cancellationToken))
            return new([new(DifferenceKind.Missing, "")]);

        var (seal, differences) = await new ObjectComparison(root, request.Manifest, seal: null, ProofKind.Read) { IgnoreExtra = ignoreExtra }.CaptureAsync(tree, cancellationToken);
        if (seal is null)
            return new(differences);

        var known = receipt.Trees.FirstOrDefault(known => known.PublishedAs == publishAs && known.Folder == folder && known.Digest == request.Manifest.Digest);
        var adopted = (known ?? new ReceiptTree(TreeId.Next(), request.Manifest.Digest, shown.Current?.Version ?? request.Version, default, publishAs)) with
        {
            Folder = folder,
            IsInPlace = folder is null,
            Layout = folder is null ? Layout.Current : root.Endpoint.Layout,
        };
        await records.SaveAsync(adopted.Id, seal, cancellationToken);
        await records.SaveAsync(receipt.With(adopted) with { PublishAs = publishAs, Order = request.Order }, former, cancellationToken);
        await publishing.PointAsync(adopted, request, cancellationToken);
        return Verification.Equal;
    }

    /// <summary>One that cannot be understood is written anew.</summary>
    private async Task<KnownReceipt?> FindReceiptAsync(StageRequest request, CancellationToken cancellationToken)
    {
        var known = await records.FindForRewriteAsync(request.Place.Package, cancellationToken);
        return known is not null && known.Receipt.Order > request.Order ? throw BucketRecords.Superseded(request.Place.Package, request.Order, known.Receipt.Order) : known;
    }
}

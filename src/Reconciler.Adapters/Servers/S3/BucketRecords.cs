using System.Runtime.CompilerServices;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>
/// What a server's root says of itself and of its packages: claim, receipts, seals, and what is being staged. Claim and receipts are written only
/// while they are what we have read, so that of two writers one learns of the other.
/// </summary>
internal sealed class BucketRecords(BucketRoot root)
{
    private const string Extension = ".json";
    private const int LongestClaimBytes = 1 << 20;
    private const int LongestReceiptBytes = 16 << 20;
    private const int LongestSealBytes = 1 << 30;

    private WriteCondition? claimSeen;

    /// <returns>Null when there is none.</returns>
    /// <exception cref="TroubleException">The claim cannot be understood: the server may be anybody's.</exception>
    public async Task<Claim?> FindClaimAsync(CancellationToken cancellationToken)
    {
        var found = await root.Bucket.FindAsync(ClaimKey, LongestClaimBytes, cancellationToken);
        claimSeen = new(found?.ETag);
        return found is null ? null : Read(found.Bytes);
    }

    /// <exception cref="TroubleException"><see cref="TroubleKind.Foreign"/>: somebody else has claimed it meanwhile.</exception>
    public async Task SaveAsync(Claim claim, CancellationToken cancellationToken)
    {
        if (claimSeen is null)
            await FindClaimAsync(cancellationToken);

        var eTag = await root.Bucket.WriteAsync(ClaimKey, ClaimText.Write(claim), ObjectLabels.None, claimSeen, cancellationToken);
        if (eTag is null && await FindClaimAsync(cancellationToken) is var other && (other?.Estate != claim.Estate || other.Server != claim.Server))
            throw new TroubleException(TroubleKind.Foreign, $"'{root.Shown(OurFolder.Name)}' was claimed by somebody else at the same time", OurFolder.Claim);

        claimSeen = null;
    }

    /// <returns>Null when the package is not known here.</returns>
    /// <exception cref="TroubleException">The receipt cannot be understood.</exception>
    public async Task<KnownReceipt?> FindReceiptAsync(PackageName package, CancellationToken cancellationToken)
    {
        if (await root.Bucket.FindAsync(KeyOf(OurFolder.Receipts, package), LongestReceiptBytes, cancellationToken) is not { } found)
            return null;

        try
        {
            return new(ReceiptText.Read(found.Bytes, package), found.ETag);
        }
        catch (FormatException e)
        {
            var path = $"{OurFolder.Name}/{OurFolder.Receipts}/{package}{Extension}";
            throw new TroubleException(TroubleKind.Conflict, $"cannot understand '{root.Shown(path)}': {e.Message}. 'reconciler adopt' writes it anew", path, e);
        }
    }

    /// <summary>As <see cref="FindReceiptAsync"/>, for whoever is about to write the receipt anew from what stands there.</summary>
    public async Task<KnownReceipt?> FindSoundReceiptAsync(PackageName package, CancellationToken cancellationToken)
    {
        try
        {
            return await FindReceiptAsync(package, cancellationToken);
        }
        catch (TroubleException)
        {
            return null;
        }
    }

    /// <summary>One that cannot be understood is as an empty one in its place.</summary>
    public async Task<KnownReceipt?> FindForRewriteAsync(PackageName package, CancellationToken cancellationToken)
    {
        if (await FindSoundReceiptAsync(package, cancellationToken) is { } sound)
            return sound;

        return await root.Bucket.FindAsync(KeyOf(OurFolder.Receipts, package), LongestReceiptBytes, cancellationToken) is { } damaged
            ? new(new(package, package.Value, default, [], []), damaged.ETag)
            : null;
    }

    /// <exception cref="TroubleException"><see cref="TroubleKind.Superseded"/>.</exception>
    public async Task<KnownReceipt?> FindReceiptForAsync(PackagePlace place, OrderNumber order, CancellationToken cancellationToken)
    {
        var known = await FindReceiptAsync(place.Package, cancellationToken);
        return known is not null && known.Receipt.Order > order ? throw Superseded(place.Package, order, known.Receipt.Order) : known;
    }

    /// <summary>Of the package whose place is taken; null when none makes room.</summary>
    public async Task<PackageReceipt?> DisplacedAsync(StageRequest request, CancellationToken cancellationToken) =>
        request.Displaces is { } other ? (await FindReceiptAsync(other, cancellationToken))?.Receipt : null;

    /// <param name="former">What was read; null: there was none.</param>
    /// <exception cref="TroubleException"><see cref="TroubleKind.Superseded"/>: another writer was here, with a newer order.</exception>
    public async Task<KnownReceipt> SaveAsync(PackageReceipt receipt, KnownReceipt? former, CancellationToken cancellationToken)
    {
        var bytes = ReceiptText.Write(receipt);
        var key = KeyOf(OurFolder.Receipts, receipt.Package);
        if (await root.Bucket.WriteAsync(key, bytes, ObjectLabels.None, new(former?.ETag), cancellationToken) is { } eTag)
            return new(receipt, eTag);

        // The answer to a write of ours may have been lost, and a second try refused.
        if (await root.Bucket.FindAsync(key, LongestReceiptBytes, cancellationToken) is { } there && there.Bytes.AsSpan().SequenceEqual(bytes))
            return new(receipt, there.ETag);

        throw await FindSoundReceiptAsync(receipt.Package, cancellationToken) is { } other && other.Receipt.Order > receipt.Order
            ? Superseded(receipt.Package, receipt.Order, other.Receipt.Order)
            : new TroubleException(TroubleKind.IoError, $"somebody else has written the receipt of {receipt.Package} at the same time; the next run looks again");
    }

    public async Task DeleteAsync(KnownReceipt known, CancellationToken cancellationToken) =>
        await root.Bucket.DeleteAsync(KeyOf(OurFolder.Receipts, known.Receipt.Package), known.ETag, cancellationToken);

    /// <summary>Every package that has a receipt, or <paramref name="folder"/>'s kind of file; names that no package can have are passed over.</summary>
    public async IAsyncEnumerable<(PackageName Package, DateTimeOffset WrittenAt)> PackagesAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = root.Ours(folder);
        await foreach (var found in root.Bucket.ObjectsAsync(prefix, cancellationToken))
        {
            root.Bucket.Answered();
            var name = found.Key[prefix.Length..];
            if (name.EndsWith(Extension, StringComparison.Ordinal) && ResourceName.IsValid(name[..^Extension.Length]))
                yield return (new(name[..^Extension.Length]), found.ModifiedAt);
        }
    }

    /// <returns>Null when there is none, or not one of <paramref name="tree"/>'s digest: what is not sealed is proven by reading it.</returns>
    public async Task<ObjectSeal?> FindSealAsync(ReceiptTree tree, CancellationToken cancellationToken)
    {
        if (await root.Bucket.FindAsync(root.Ours(OurFolder.Seals, tree.Id), LongestSealBytes, cancellationToken) is not { } found)
            return null;

        try
        {
            return ObjectSealText.Read(found.Bytes) is var seal && seal.Manifest.Digest == tree.Digest ? seal : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public Task SaveAsync(string treeId, ObjectSeal seal, CancellationToken cancellationToken) =>
        root.Bucket.WriteAsync(root.Ours(OurFolder.Seals, treeId), ObjectSealText.Write(seal), ObjectLabels.None, condition: null, cancellationToken);

    public Task DeleteSealAsync(string treeId, CancellationToken cancellationToken) => root.Bucket.DeleteAsync(root.Ours(OurFolder.Seals, treeId), eTag: null, cancellationToken);

    /// <returns>Null when nothing is being staged, as far as that can be understood.</returns>
    public async Task<ObjectJournal?> FindStagedAsync(PackageName package, CancellationToken cancellationToken)
    {
        if (await root.Bucket.FindAsync(KeyOf(OurFolder.Staging, package), LongestClaimBytes, cancellationToken) is not { } found)
            return null;

        try
        {
            return ObjectJournal.Read(found.Bytes, package);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public Task SaveAsync(ObjectJournal staged, CancellationToken cancellationToken) =>
        root.Bucket.WriteAsync(KeyOf(OurFolder.Staging, staged.Package), staged.Write(), ObjectLabels.None, condition: null, cancellationToken);

    public Task DeleteStagedAsync(PackageName package, CancellationToken cancellationToken) =>
        root.Bucket.DeleteAsync(KeyOf(OurFolder.Staging, package), eTag: null, cancellationToken);

    public static TroubleException Superseded(PackageName package, OrderNumber order, OrderNumber newer) =>
        new(TroubleKind.Superseded, $"order {order} for {package} comes after order {newer}");

    private string ClaimKey => root.Key($"{OurFolder.Name}/{OurFolder.Claim}");

    private string KeyOf(string folder, PackageName package) => root.Ours(folder, $"{package}{Extension}");

    private static Claim Read(byte[] bytes)
    {
        try
        {
            return ClaimText.Read(bytes);
        }
        catch (FormatException e)
        {
            throw new TroubleException(TroubleKind.Foreign, $"cannot understand '{OurFolder.Name}/{OurFolder.Claim}': {e.Message}", OurFolder.Claim, e);
        }
    }
}

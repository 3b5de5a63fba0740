using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>
/// Deletes what interrupted runs and repairs left and nobody will come back for: found by receipts and journals, never by a search through the
/// bucket. A package's trees are as old as its receipt, which every step renews, and a staged tree as its journal.
/// </summary>
internal sealed class BucketSweeping(BucketRoot root, BucketRecords records, BucketPlaces places, BucketCleaning cleaning, ObjectRemoval removal, PackageTurns turns, TimeProvider time)
{
    public async Task SweepAsync(DateTimeOffset olderThan, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var ahead = await ClockAheadAsync(cancellationToken);
        bool IsOld(DateTimeOffset writtenAt) => writtenAt - ahead < olderThan;

        await foreach (var (package, writtenAt) in records.PackagesAsync(OurFolder.Receipts, cancellationToken))
        {
            if (IsOld(writtenAt))
                await turns.InsideAsync(package, () => RemoveDuplicatesAsync(package, ignoreExtra, cancellationToken), cancellationToken);
        }

        await foreach (var (package, writtenAt) in records.PackagesAsync(OurFolder.Staging, cancellationToken))
        {
            if (IsOld(writtenAt))
                await turns.InsideAsync(package, () => DeleteStagedAsync(package, cancellationToken), cancellationToken);
        }

        await SweepSealsAsync(IsOld, cancellationToken);
    }

    private async Task RemoveDuplicatesAsync(PackageName package, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        if (await records.FindReceiptAsync(package, cancellationToken) is { } known)
            await cleaning.RemoveDuplicatesAsync(known, ignoreExtra, cancellationToken);
    }

    private async Task DeleteStagedAsync(PackageName package, CancellationToken cancellationToken)
    {
        var receipt = (await records.FindReceiptAsync(package, cancellationToken))?.Receipt;
        if (await records.FindStagedAsync(package, cancellationToken) is { } left && await places.IsApartAsync(left, receipt, cancellationToken))
            await removal.DeleteAllAsync(root.Key(VersionFolder.PrefixOf(left.PublishAs, left.Folder)), cancellationToken);

        await records.DeleteStagedAsync(package, cancellationToken);
    }

    /// <summary>Of trees that are gone.</summary>
    private async Task SweepSealsAsync(Func<DateTimeOffset, bool> isOld, CancellationToken cancellationToken)
    {
        // A receipt that cannot be understood ends the sweep: its seals would look abandoned.
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (package, _) in records.PackagesAsync(OurFolder.Receipts, cancellationToken))
            known.UnionWith((await records.FindReceiptAsync(package, cancellationToken))?.Receipt.Trees.Select(tree => tree.Id) ?? []);

        var prefix = root.Ours(OurFolder.Seals);
        await foreach (var found in root.Bucket.ObjectsAsync(prefix, cancellationToken))
        {
            var id = found.Key[prefix.Length..];
            if (TreeId.IsValid(id) && !known.Contains(id) && isOld(found.ModifiedAt))
                await records.DeleteSealAsync(id, cancellationToken);
        }
    }

    /// <summary>How far the S3's clock is ahead of ours, as an object shows that is written now.</summary>
    private async Task<TimeSpan> ClockAheadAsync(CancellationToken cancellationToken)
    {
        var key = root.Ours(OurFolder.Staging, $"~{TreeId.Next()}");
        await root.Bucket.WriteAsync(key, default, ObjectLabels.None, condition: null, cancellationToken);
        var now = time.GetUtcNow();
        await foreach (var found in root.Bucket.ObjectsAsync(key, cancellationToken))
            now = found.ModifiedAt;

        await root.Bucket.DeleteAsync(key, eTag: null, cancellationToken);
        return now - time.GetUtcNow();
    }
}

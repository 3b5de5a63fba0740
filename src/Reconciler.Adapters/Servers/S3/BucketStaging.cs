using System.Collections.Concurrent;
using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Brings a tree into the bucket, where no pointer names it yet. Objects are written once, at the keys where readers will find them.</summary>
internal sealed class BucketStaging(BucketRoot root, BucketRecords records, BucketPlaces places, ObjectRemoval removal, BufferBudget buffers)
{
    private readonly ConcurrentDictionary<string, StagedObjects> staged = new(StringComparer.Ordinal);

    public async Task<StagedTree> StageAsync(StageRequest request, IContent content, IProgress<long> progress, CancellationToken cancellationToken)
    {
        RefuseLongKeys(request);
        var receipt = (await records.FindReceiptForAsync(request.Place, request.Order, cancellationToken))?.Receipt;
        var shown = await places.LookAsync(request.Place.PublishAs, cancellationToken);
        if (await places.HasSomethingElseAsync(shown, receipt, await records.DisplacedAsync(request, cancellationToken), request.Place.Package, cancellationToken))
            throw places.Conflict(request.Place.PublishAs);

        if (await FindWholeAsync(request, receipt, cancellationToken) is { } whole)
            return new(whole, 0, request.MustRead ? ProofKind.Read : ProofKind.Stat);

        var (journal, left) = await OpenAsync(request, receipt, cancellationToken);
        var source = new ObjectSource(content, progress);
        var reuse = await ObjectReuse.OfAsync(root, records, request, cancellationToken);
        var tree = new TreeObjects(root, journal.PublishAs, journal.Folder);
        var (seal, proof) = await new ObjectBuilder(root, tree, request, reuse, source, buffers, left).BuildAsync(cancellationToken);
        staged[journal.Tree] = new(seal, journal);
        return new(journal.Tree, source.SentBytes, proof);
    }

    /// <summary>What was staged over this connection.</summary>
    public StagedObjects? Find(string treeId) => staged.GetValueOrDefault(treeId);

    public void Forget(string treeId) => staged.TryRemove(treeId, out _);

    /// <summary>Before anything is sent.</summary>
    private void RefuseLongKeys(StageRequest request)
    {
        var longestFolder = VersionFolder.Of(request.Version, request.Manifest.Digest, TreeId.Next(), static _ => true);
        foreach (var entry in request.Manifest.Entries)
            root.Key($"{VersionFolder.PrefixOf(request.Place.PublishAs, longestFolder)}{entry.Path}{(entry.Kind == EntryKind.EmptyDirectory ? "/" : "")}");
    }

    /// <summary>A tree of this digest at the right path that nobody touched since it was sealed.</summary>
    private async Task<string?> FindWholeAsync(StageRequest request, PackageReceipt? receipt, CancellationToken cancellationToken)
    {
        var wanted = receipt?.Trees.Where(tree => tree.Digest == request.Manifest.Digest && tree.PublishedAs == request.Place.PublishAs && (tree.Folder is not null || root.Endpoint.Layout == Layout.Current));
        foreach (var tree in wanted ?? [])
        {
            if (await records.FindSealAsync(tree, cancellationToken) is not { } seal)
                continue;

            var comparison = new ObjectComparison(root, request.Manifest, seal, request.MustRead ? ProofKind.Read : ProofKind.Stat);
            if ((await comparison.DifferencesAsync(TreeObjects.At(root, request.Place.PublishAs, tree.Folder, receipt), cancellationToken)).IsEmpty)
                return tree.Id;
        }

        return null;
    }

    /// <summary>The tree that an interrupted run began, if it is for the same content, and what is in it; else a new one.</summary>
    private async Task<(ObjectJournal Journal, IReadOnlyDictionary<string, FoundObject>? Left)> OpenAsync(StageRequest request, PackageReceipt? receipt, CancellationToken cancellationToken)
    {
        var (package, publishAs) = request.Place;
        var begun = await records.FindStagedAsync(package, cancellationToken);
        if (begun is not null && await places.IsApartAsync(begun, receipt, cancellationToken))
        {
            if (begun.Digest == request.Manifest.Digest && begun.PublishAs == publishAs && await FindLeftAsync(begun, request.Manifest, cancellationToken) is { } left)
                return (begun, left);

            await removal.DeleteAllAsync(root.Key(VersionFolder.PrefixOf(begun.PublishAs, begun.Folder)), cancellationToken);
        }

        var taken = await root.Bucket.NamesAsync(root.Key($"{publishAs}/"), cancellationToken).ToHashSetAsync(cancellationToken: cancellationToken);
        var id = TreeId.Next();
        var journal = new ObjectJournal(package, request.Manifest.Digest, id, publishAs, VersionFolder.Of(request.Version, request.Manifest.Digest, id, folder => taken.Contains($"{folder}/") || taken.Contains(folder)));
        await records.SaveAsync(journal, cancellationToken);
        return (journal, null);
    }

    /// <returns>Null where something stands that does not belong there: then it is begun anew.</returns>
    private async Task<IReadOnlyDictionary<string, FoundObject>?> FindLeftAsync(ObjectJournal begun, Manifest manifest, CancellationToken cancellationToken)
    {
        var names = manifest.Entries.Select(entry => entry.Kind == EntryKind.EmptyDirectory ? $"{entry.Path}/" : entry.Path).ToHashSet(StringComparer.Ordinal);
        var left = new Dictionary<string, FoundObject>(StringComparer.Ordinal);
        await foreach (var there in new TreeObjects(root, begun.PublishAs, begun.Folder).ListAsync(cancellationToken))
        {
            if (there.Path is null || !names.Contains(there.Name))
                return null;

            left[there.Path] = there.Found;
        }

        return left;
    }
}


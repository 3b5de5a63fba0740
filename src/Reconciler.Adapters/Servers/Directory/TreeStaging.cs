using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Brings a tree onto the server, out of sight.</summary>
internal sealed class TreeStaging(ServerRecords records, StagedFolders staged, TreeAdoption adoption)
{
    private const long BlockBytes = 4096;

    // For directories, seal, receipt, and whoever else writes there.
    private const long ReserveBytes = 1 << 20;

    public StagedTree Stage(StageRequest request, IContent content, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var receipt = records.FindReceiptFor(request.Place, request.Order);
        RefuseUnlessAccepted(request, receipt);
        if (FindWhole(request, receipt, cancellationToken) is { } whole)
            return new(whole, 0, request.MustRead ? ProofKind.Read : ProofKind.Stat);

        var folder = staged.Open(request.Place.Package, request.Manifest.Digest, identity => receipt?.FindTree(identity) is not null);
        using var reuse = Reuse.Of(records, request, cancellationToken);
        RefuseWhenFull(request, reuse, folder);
        using var copy = new FileCopy(content, folder.Barrier, progress);
        var proof = staged.Durable(request.Place.Package, folder, () => new TreeBuilder(folder, records.Folders.PackageModes, request, reuse, copy).Build(cancellationToken));
        return new(folder.Id, copy.SentBytes, proof);
    }

    /// <summary>Before anything is copied, and for a first placement too: it would be the updates that fail.</summary>
    private void RefuseUnlessAccepted(StageRequest request, PackageReceipt? receipt)
    {
        var isVersions = records.Folders.Layout == Layout.Versions;
        if (records.Folders.AcceptsNonAtomic || (isVersions && !ReplacesTree(request, receipt)) || records.Folders.Atomicity != Atomicity.None)
            return;

        var root = records.Folders.Root.Path;
        throw new TroubleException(
            TroubleKind.NotSupported,
            isVersions
                ? $"the file system of '{root}' cannot exchange two directories in one step, so readers would find nothing for a moment while the layout of a package changes; write 'acceptNonAtomic: true' for this server to allow that"
                : $"the file system of '{root}' cannot exchange two directories in one step, so readers would find nothing for a moment while a package is updated; write 'layout: versions' for this server, where each version has a path of its own, or 'acceptNonAtomic: true' to allow that",
            root);
    }

    /// <summary>At the path stands a tree that came there under the other layout.</summary>
    private bool ReplacesTree(StageRequest request, PackageReceipt? receipt)
    {
        using var place = PublishedPlace.Open(records.Folders, request.Place.PublishAs);
        return place.Identity is { } identity && (receipt?.FindTree(identity) ?? records.Displaced(request)?.FindTree(identity)) is not null;
    }

    /// <summary>A tree of this digest, with the right permissions, that nobody touched since it was sealed: one that stands where it should, a retained, withdrawn or not yet published one.</summary>
    private string? FindWhole(StageRequest request, PackageReceipt? receipt, CancellationToken cancellationToken)
    {
        if (receipt is null)
            return null;

        using var standing = records.Folders.Layout == Layout.Versions ? FindVersion(request, ref receipt, cancellationToken) : FindCurrent(request, receipt, cancellationToken);
        if (standing is not null && IsWhole(standing, request, cancellationToken))
            return standing.Tree.Id;

        foreach (var tree in receipt.Trees.Where(tree => tree.Digest == request.Manifest.Digest))
        {
            using var place = records.Places.FindOutOfSight(tree);
            if (place is not null && IsWhole(place, request, cancellationToken))
                return tree.Id;
        }

        return null;
    }

    private TreePlace? FindCurrent(StageRequest request, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        var current = records.Places.FindAt(request.Place.PublishAs, receipt, cancellationToken);
        if (current is { Tree.Layout: Layout.Current })
            return current;

        current?.Dispose();
        return null;
    }

    /// <summary>What stands at the path of the version, current or not. A tree that no receipt lists (any more) is taken over when it is equal.</summary>
    /// <exception cref="TroubleException"><see cref="TroubleKind.Conflict"/>: it is another content.</exception>
    private TreePlace? FindVersion(StageRequest request, ref PackageReceipt receipt, CancellationToken cancellationToken)
    {
        using var place = PublishedPlace.Open(records.Folders, PublishPath.OfVersion(request.Place.PublishAs, request.Version));
        if (place.Status is null || !IsInFolder(request, receipt))
            return null;

        if (place.Identity is not { } identity)
            throw place.Conflict();

        if (receipt.FindTree(identity) is not { } known)
        {
            if (records.Displaced(request)?.FindTree(identity) is not null)
                return null;

            if (!adoption.AdoptVersion(request, request.Version, [], cancellationToken).IsEqual)
                throw place.Conflict();

            receipt = records.Receipts.Find(request.Place.Package)!;
            known = receipt.FindTree(identity)!;
        }

        return known.Digest == request.Manifest.Digest ? records.Places.FindInSight(known) : throw place.VersionChanged();
    }

    private bool IsInFolder(StageRequest request, PackageReceipt receipt)
    {
        using var folder = PublishedPlace.Open(records.Folders, request.Place.PublishAs);
        return records.Versions.IsOwn(folder, request.Place.PublishAs, receipt, records.Displaced(request));
    }

    private bool IsWhole(TreePlace place, StageRequest request, CancellationToken cancellationToken)
    {
        if (place.Tree.Digest != request.Manifest.Digest || place.Tree.Permissions != records.Folders.PackageModes.Permissions || records.Seals.Find(place.Tree) is not { } seal)
            return false;

        using var tree = place.Open();
        var comparison = new TreeComparison(request.Manifest, seal, request.MustRead ? ProofKind.Read : ProofKind.Stat);
        return !comparison.Differences(tree, cancellationToken).Any();
    }

    private void RefuseWhenFull(StageRequest request, Reuse reuse, StagedFolder folder)
    {
        if (records.Folders.FreeBytes is not { } free)
            return;

        var left = TreeWalk.Nodes(folder.Tree, static _ => true).Where(node => node.Status is { Kind: FileKind.File, Links: 1 }).Sum(node => node.Status.SizeBytes);
        var needed = BytesToCopy(request.Manifest.Entries, reuse) - left;
        if (needed > 0 && needed + ReserveBytes > free)
            throw new TroubleException(
                TroubleKind.NoSpace,
                $"{request.Place.Package} {request.Version} needs {needed + ReserveBytes} bytes more and '{records.Folders.Root.Path}' has {free} free",
                records.Folders.Root.Path);
    }

    private static long BytesToCopy(ImmutableArray<ManifestEntry> entries, Reuse reuse) =>
        entries
            .Where(entry => entry.Kind == EntryKind.File && !reuse.Covers(entry))
            .Sum(entry => (entry.SizeBytes + BlockBytes - 1) / BlockBytes * BlockBytes);
}

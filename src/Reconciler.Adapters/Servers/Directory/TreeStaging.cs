using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Brings a tree onto the server, out of sight.</summary>
internal sealed class TreeStaging(ServerRecords records, StagedFolders staged)
{
    private const long BlockBytes = 4096;

    // For directories, seal, receipt, and whoever else writes there.
    private const long ReserveBytes = 1 << 20;

    public StagedTree Stage(StageRequest request, IContent content, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var receipt = records.FindReceiptFor(request.Place, request.Order);
        RefuseUnlessAccepted();
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
    private void RefuseUnlessAccepted()
    {
        if (records.Folders is { AcceptsNonAtomic: false, Atomicity: Atomicity.None })
            throw new TroubleException(
                TroubleKind.NotSupported,
                $"the file system of '{records.Folders.Root.Path}' cannot exchange two directories in one step, so readers would find nothing for a moment while a package is updated; write 'acceptNonAtomic: true' for this server to allow that",
                records.Folders.Root.Path);
    }

    /// <summary>A tree of this digest, with the right permissions, that nobody touched since it was sealed: the current one, a retained, withdrawn or not yet published one.</summary>
    private string? FindWhole(StageRequest request, PackageReceipt? receipt, CancellationToken cancellationToken)
    {
        if (receipt is null)
            return null;

        using var current = records.Places.FindAt(request.Place.PublishAs, receipt, cancellationToken);
        if (current is not null && IsWhole(current, request, cancellationToken))
            return current.Tree.Id;

        foreach (var tree in receipt.Trees.Where(tree => tree.Digest == request.Manifest.Digest))
        {
            using var place = records.Places.FindOutOfSight(tree);
            if (place is not null && IsWhole(place, request, cancellationToken))
                return tree.Id;
        }

        return null;
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

using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Brings a tree onto the server, out of sight.</summary>
internal sealed class RemoteStaging(RemoteRoot root, RemoteRecords records, RemoteTrees trees, RemoteRemoval removal, RemoteHashing hashing)
{
    private const long BlockBytes = 4096;

    // For directories, seal, receipt, and whoever else writes there.
    private const long ReserveBytes = 1 << 20;

    public async Task<StagedTree> StageAsync(StageRequest request, IContent content, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var receipt = await records.FindReceiptForAsync(request.Place, request.Order, cancellationToken);
        RefuseUnlessAccepted();
        await RefuseOtherVersionAsync(request, receipt, cancellationToken);
        if (await FindWholeAsync(request, receipt, cancellationToken) is { } whole)
            return new(whole, 0, request.MustRead ? ProofKind.Read : ProofKind.Stat);

        var (id, left) = await OpenAsync(request, receipt, cancellationToken);
        var reuse = await RemoteReuse.OfAsync(root, records, trees, request, cancellationToken);
        await RefuseWhenFullAsync(request, reuse, left, cancellationToken);
        var copy = new RemoteCopy(content, progress);
        var bases = await RemoteBases.OfAsync(root, records, request, reuse, content, cancellationToken);
        var composing = new RemoteComposing(root, bases, copy, hashing, request.MustRead);
        var proof = await new RemoteBuilder(root, trees.PathOf(id), request, reuse, composing, copy, left).BuildAsync(cancellationToken);
        if (await bases.BlocksOfAsync(request.Manifest, reuse, cancellationToken) is { Count: > 0 } blocks)
            await records.SaveBlocksAsync(request.Manifest.Digest, blocks, cancellationToken);

        return new(id, copy.SentBytes, proof);
    }

    /// <summary>Before anything is copied, and for a first placement too: it would be the updates that fail.</summary>
    private void RefuseUnlessAccepted()
    {
        if (root.Atomicity == Atomicity.None && !root.Endpoint.AcceptsNonAtomic)
            throw new TroubleException(
                TroubleKind.NotSupported,
                $"{SftpLocation.Of(root.Endpoint.Address).Host} cannot replace a file in one step ({SftpVersion.PosixRename} is not offered), so readers would find nothing for a moment while a package is updated; write 'acceptNonAtomic: true' for this server to allow that",
                root.Path.ToString());
    }

    /// <summary>What readers know by its version never changes.</summary>
    private async Task RefuseOtherVersionAsync(StageRequest request, PackageReceipt? receipt, CancellationToken cancellationToken)
    {
        if (root.Endpoint.Layout == Layout.Current || receipt is null)
            return;

        var version = await trees.LookAsync(PublishPath.OfVersion(request.Place.PublishAs, request.Version), cancellationToken);
        if (version.TreeId is { } id && receipt.Trees.FirstOrDefault(tree => tree.Id == id) is { } known && known.Digest != request.Manifest.Digest)
            throw version.VersionChanged();
    }

    /// <summary>A tree of this digest, with the right permissions, that nobody touched since it was sealed: one that stands where it should, or that no reader sees.</summary>
    private async Task<string?> FindWholeAsync(StageRequest request, PackageReceipt? receipt, CancellationToken cancellationToken)
    {
        foreach (var tree in receipt?.Trees.Where(tree => tree.Digest == request.Manifest.Digest && tree.Permissions == root.PackageModes.Permissions) ?? [])
        {
            if (await trees.IsShownElsewhereAsync(tree, WantedPath(request), cancellationToken) || await trees.FindAsync(tree, cancellationToken) is not { } at || await records.FindSealAsync(tree, cancellationToken) is not { } seal)
                continue;

            var comparison = new RemoteComparison(root, request.Manifest, seal, request.MustRead ? ProofKind.Read : ProofKind.Stat);
            if ((await comparison.DifferencesAsync(at, cancellationToken)).IsEmpty)
                return tree.Id;
        }

        return null;
    }

    private string WantedPath(StageRequest request) =>
        root.Endpoint.Layout == Layout.Current ? request.Place.PublishAs : PublishPath.OfVersion(request.Place.PublishAs, request.Version);

    /// <summary>The tree that an interrupted run began, if it is for the same content, and what is in it; else a new one.</summary>
    private async Task<(string Id, IReadOnlyDictionary<string, RemoteNode> Left)> OpenAsync(StageRequest request, PackageReceipt? receipt, CancellationToken cancellationToken)
    {
        var package = request.Place.Package;
        var permissions = root.PackageModes.Permissions;
        var begun = await records.FindStagedAsync(package, cancellationToken);
        if (begun is not null && receipt?.Trees.Any(tree => tree.Id == begun.Tree) is not true && await trees.IsThereAsync(begun.Tree, cancellationToken))
        {
            if (begun.Digest == request.Manifest.Digest && begun.Permissions == permissions && await FindLeftAsync(begun.Tree, request.Manifest, cancellationToken) is { } left)
                return (begun.Tree, left);

            await removal.DeleteAllAsync(trees.PathOf(begun.Tree), cancellationToken);
        }

        var staged = new StagedJournal(package, request.Manifest.Digest, TreeId.Next(), permissions);
        await records.SaveAsync(staged, cancellationToken);
        await root.MakeAsync(OurFolder.Trees, cancellationToken);
        await root.Client.MakeDirectoryAsync(trees.PathOf(staged.Tree), cancellationToken);
        return (staged.Tree, ImmutableDictionary<string, RemoteNode>.Empty);
    }

    /// <returns>Null where something stands that does not belong there: then it is begun anew.</returns>
    private async Task<IReadOnlyDictionary<string, RemoteNode>?> FindLeftAsync(string id, Manifest manifest, CancellationToken cancellationToken)
    {
        var nodes = await RemoteWalk.NodesAsync(root, trees.PathOf(id), static _ => true, cancellationToken);
        var kinds = manifest.Entries.ToDictionary(entry => entry.Path, entry => entry.Kind, StringComparer.Ordinal);
        foreach (var parent in manifest.Entries.SelectMany(entry => PublishPath.Parents(entry.Path)))
            kinds[parent] = EntryKind.EmptyDirectory;

        return nodes.All(node => node.HasPackageName && kinds.TryGetValue(node.Path, out var kind) && node.Status.Kind == KindOf(kind))
            ? nodes.ToDictionary(node => node.Path, StringComparer.Ordinal)
            : null;
    }

    private async Task RefuseWhenFullAsync(StageRequest request, RemoteReuse reuse, IReadOnlyDictionary<string, RemoteNode> left, CancellationToken cancellationToken)
    {
        if (await root.FreeBytesAsync(cancellationToken) is not { } free)
            return;

        var needed = request.Manifest.Entries
            .Where(entry => entry.Kind == EntryKind.File && !left.ContainsKey(entry.Path) && !reuse.Covers(entry))
            .Sum(entry => (entry.SizeBytes + BlockBytes - 1) / BlockBytes * BlockBytes);
        if (needed > 0 && needed + ReserveBytes > free)
            throw new TroubleException(
                TroubleKind.NoSpace,
                $"{request.Place.Package} {request.Version} needs {needed + ReserveBytes} bytes more and '{root.Path}' has {free} free",
                root.Path.ToString());
    }

    private static FileKind KindOf(EntryKind kind) => kind switch
    {
        EntryKind.File => FileKind.File,
        EntryKind.Symlink => FileKind.Symlink,
        _ => FileKind.Directory,
    };
}

using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>
/// Where trees are, and which of them readers see. A tree stays in <c>.reconciler/trees</c> under its random name from its first byte to its last;
/// a link at the package's path, or at that of a version, leads readers there. One that was taken over stands at the path itself, as a directory,
/// until the next publication.
/// </summary>
internal sealed class RemoteTrees(RemoteRoot root, RemoteRecords records)
{
    private const int LongestPointerBytes = 1 << 16;

    /// <summary>In our folder.</summary>
    public RemotePath PathOf(string treeId) => root.Of(OurFolder.Trees).Below(treeId);

    /// <exception cref="TroubleException"><see cref="TroubleKind.Conflict"/>: something that is no directory stands above the path.</exception>
    public async Task<ShownPlace> LookAsync(string path, CancellationToken cancellationToken)
    {
        foreach (var parent in PublishPath.Parents(path))
        {
            if (!await root.IsDirectoryAsync(root.At(parent), cancellationToken))
                return new(path, root.At(path), null, null, null);
        }

        var at = root.At(path);
        var status = await root.Client.FindStatusAsync(at, cancellationToken);
        var tree = status is { Kind: FileKind.Symlink } ? TreeLink.TreeOf(await root.Client.ReadLinkAsync(at, cancellationToken), path) : null;
        var pointer = status is { Kind: FileKind.Directory } ? await FindPointerAsync(at, cancellationToken) : null;
        return new(path, at, status, tree, pointer);
    }

    /// <returns>Null when there is none in this directory, or not one of ours.</returns>
    public async Task<Pointer?> FindPointerAsync(RemotePath folder, CancellationToken cancellationToken)
    {
        if (await root.Client.FindStatusAsync(folder.Below(PackageVersion.Pointer), cancellationToken) is not { Kind: FileKind.File, SizeBytes: <= LongestPointerBytes })
            return null;

        try
        {
            return await records.Files.ReadAsync(folder, PackageVersion.Pointer, LongestPointerBytes, cancellationToken) is { } bytes ? Pointer.Read(bytes) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Our tree that readers find by the path: behind the link there, or as the version that the pointer there names.</summary>
    /// <returns>Null when nothing stands there, or something that the receipt does not explain.</returns>
    public async Task<FoundTree?> FindAtAsync(ShownPlace place, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        if (place.TreeId is { } id)
            return await FindLinkedAsync(id, tree => tree with { Layout = Layout.Current }, place.Path, receipt, cancellationToken);

        if (place.Pointer is { } pointer)
        {
            if (pointer.Package != receipt.Package)
                return null;

            var version = await LookAsync(PublishPath.OfVersion(place.Path, pointer.Version), cancellationToken);
            var found = version.TreeId is { } shown ? await FindLinkedAsync(shown, tree => tree with { Layout = Layout.Versions }, place.Path, receipt, cancellationToken) : null;
            return found?.Tree.Digest == pointer.Digest ? found : null;
        }

        return place.IsDirectory && await FindInPlaceAsync(place.Path, receipt, cancellationToken) is { } inPlace
            ? new(inPlace with { Layout = Layout.Current }, place.At, place.Path)
            : null;
    }

    /// <summary>The tree that readers see: at <paramref name="first"/>, else at a path where the receipt says that a tree was.</summary>
    public async Task<FoundTree?> FindCurrentAsync(string first, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        foreach (var path in receipt.Paths(first))
        {
            if (await FindAtAsync(await LookAsync(path, cancellationToken), receipt, cancellationToken) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Where a tree's directory is, whoever sees it.</summary>
    public async Task<RemotePath?> FindAsync(ReceiptTree tree, CancellationToken cancellationToken)
    {
        if (await IsThereAsync(tree.Id, cancellationToken))
            return PathOf(tree.Id);

        return tree is { IsInPlace: true, PublishedAs: { } path } && (await LookAsync(path, cancellationToken)) is { IsDirectory: true, Pointer: null } place ? place.At : null;
    }

    /// <summary>In our folder.</summary>
    public async Task<bool> IsThereAsync(string treeId, CancellationToken cancellationToken) =>
        await root.FindAsync(OurFolder.Trees, cancellationToken) is not null
        && await root.Client.FindStatusAsync(PathOf(treeId), cancellationToken) is { Kind: FileKind.Directory };

    /// <summary>Whether the link of its version leads to it, current or not.</summary>
    public async Task<bool> IsInSightAsync(ReceiptTree tree, CancellationToken cancellationToken) =>
        tree is { Layout: Layout.Versions, Path: { } path } && (await LookAsync(path, cancellationToken)).TreeId == tree.Id;

    /// <summary>Whether readers see it at another path than the wanted one, which it has to leave unchanged.</summary>
    public async Task<bool> IsShownElsewhereAsync(ReceiptTree tree, string wanted, CancellationToken cancellationToken)
    {
        if (tree.Path is not { } path || path == wanted)
            return false;

        var place = await LookAsync(path, cancellationToken);
        return place.TreeId == tree.Id || (tree.IsInPlace && place is { IsDirectory: true, Pointer: null } && !await IsThereAsync(tree.Id, cancellationToken));
    }

    /// <summary>Whether the directory is one that shows versions of the package, or of the one whose place it takes; or an empty one that we made.</summary>
    public async Task<bool> IsFolderOfAsync(ShownPlace place, PackageReceipt receipt, PackageReceipt? displaced, CancellationToken cancellationToken)
    {
        if (!place.IsDirectory)
            return false;

        if (place.Pointer is { } pointer)
            return pointer.Package == receipt.Package || pointer.Package == displaced?.Package;

        foreach (var tree in receipt.Trees.Concat(displaced?.Trees ?? []).Where(tree => tree.PublishedAs == place.Path))
        {
            if (await IsInSightAsync(tree, cancellationToken))
                return true;
        }

        return receipt.Parents.Contains(place.Path) && (await root.Client.ListAsync(place.At, cancellationToken)).Count == 0;
    }

    /// <summary>As <see cref="IsFolderOfAsync"/>, and also one that we made and that others have put something into.</summary>
    public async Task<bool> IsOwnAsync(ShownPlace place, PackageReceipt receipt, PackageReceipt? displaced, CancellationToken cancellationToken) =>
        await IsFolderOfAsync(place, receipt, displaced, cancellationToken)
        || (place is { IsDirectory: true, Pointer: null } && receipt.Parents.Contains(place.Path));

    /// <summary>What readers, or who looks for them, take for the package, and which directory that is.</summary>
    /// <returns>The directory is null where there is none.</returns>
    public async Task<(ShownPlace Place, string? TreeId, RemotePath? Directory)> OpenShownAsync(PackagePlace place, CancellationToken cancellationToken)
    {
        var there = await LookAsync(place.PublishAs, cancellationToken);
        if (there.Pointer is { } pointer && pointer.Package == place.Package)
            there = await LookAsync(PublishPath.OfVersion(place.PublishAs, pointer.Version), cancellationToken);

        if (there.TreeId is { } id)
            return (there, id, await IsThereAsync(id, cancellationToken) ? PathOf(id) : null);

        return (there, null, there.IsDirectory ? there.At : null);
    }

    /// <summary>A tree that stands at its path moves to our folder, under its name there. Durable.</summary>
    public async Task TakeAwayAsync(ShownPlace place, ReceiptTree tree, CancellationToken cancellationToken)
    {
        var trees = await root.MakeAsync(OurFolder.Trees, cancellationToken);
        await root.Client.RenameAsync(place.At, PathOf(tree.Id), cancellationToken);
        await root.SyncAsync(root.Path, cancellationToken);
        await root.SyncAsync(trees, cancellationToken);
    }

    /// <summary>Readers of a path are led to a tree: nothing stands there, or a link of ours, in whose place the new one comes.</summary>
    public async Task ShowAsync(string treeId, string path, CancellationToken cancellationToken)
    {
        if (await root.Client.FindStatusAsync(root.At(path), cancellationToken) is null)
        {
            await root.Client.MakeLinkAsync(root.At(path), TreeLink.To(treeId, path), cancellationToken);
            return;
        }

        var beside = (await root.MakeAsync(OurFolder.Receipts, cancellationToken)).Below($"~{TreeId.Next()}");
        await root.Client.MakeLinkAsync(beside, TreeLink.To(treeId, path), cancellationToken);
        await records.Files.PutAsync(beside, root.At(path), cancellationToken);
    }

    /// <summary>Another package whose receipt has the tree.</summary>
    public async Task<PackageName?> FindOtherOwnerAsync(string treeId, PackageName package, CancellationToken cancellationToken) =>
        (await records.SoundReceiptsAsync(cancellationToken)).Where(other => other.Package != package && other.Trees.Any(tree => tree.Id == treeId))
            .Select(other => (PackageName?)other.Package)
            .FirstOrDefault();

    /// <summary>Another package that was taken over and stands there as a directory.</summary>
    public async Task<PackageName?> FindOtherInPlaceAsync(string path, PackageName package, CancellationToken cancellationToken)
    {
        foreach (var other in await records.SoundReceiptsAsync(cancellationToken))
        {
            if (other.Package != package && await FindInPlaceAsync(path, other, cancellationToken) is not null)
                return other.Package;
        }

        return null;
    }

    public async Task<ReceiptTree?> FindInPlaceAsync(string path, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        var tree = receipt.Trees.FirstOrDefault(tree => tree.IsInPlace && tree.PublishedAs == path);
        return tree is not null && !await IsThereAsync(tree.Id, cancellationToken) ? tree : null;
    }

    private async Task<FoundTree?> FindLinkedAsync(string id, Func<ReceiptTree, ReceiptTree> shown, string path, PackageReceipt receipt, CancellationToken cancellationToken) =>
        receipt.Trees.FirstOrDefault(tree => tree.Id == id) is { } tree && await IsThereAsync(id, cancellationToken) ? new(shown(tree), PathOf(id), path) : null;
}

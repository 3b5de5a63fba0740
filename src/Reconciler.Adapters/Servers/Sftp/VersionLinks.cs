using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>The directory of a package under <see cref="Layout.Versions"/>: a link for each version, and the pointer to one of them.</summary>
internal sealed class VersionLinks(RemoteRoot root, RemoteRecords records, RemoteTrees trees, RemoteParents parents, RemoteExtra extra)
{
    public async Task PublishAsync(StageRequest request, PackageReceipt receipt, ReceiptTree tree, PackageReceipt? displaced, CancellationToken cancellationToken)
    {
        var path = request.Place.PublishAs;
        await MakeRoomAsync(path, receipt, displaced, cancellationToken);
        await parents.UseAsync(
            PublishPath.OfVersion(path, tree.Version),
            receipt,
            async () =>
            {
                await ShowAsync(path, receipt, tree, displaced, cancellationToken);
                await SavePointerAsync(root.At(path), new(request.Place.Package, tree.Version, tree.Digest, request.Order), cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>The pointer first, so that none names a version that is gone.</summary>
    /// <returns>False when nothing of ours was there.</returns>
    public async Task<bool> TakeOutOfSightAsync(ShownPlace place, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        var hadAny = place.Pointer?.Package == receipt.Package;
        if (hadAny)
        {
            await records.Files.DeleteAsync(place.At, PackageVersion.Pointer, cancellationToken);
            await root.SyncAsync(place.At, cancellationToken);
        }

        foreach (var (at, _) in await LinksAsync(place, id => receipt.Trees.Any(tree => tree.Id == id), cancellationToken))
        {
            await root.Client.RemoveAsync(at, cancellationToken);
            hadAny = true;
        }

        await root.SyncAsync(place.At, cancellationToken);
        return hadAny;
    }

    /// <summary>The directory makes room for a link: readers find nothing at the path until that is there.</summary>
    /// <exception cref="TroubleException"><see cref="TroubleKind.Conflict"/>: a third package has a tree in it.</exception>
    public async Task DissolveAsync(ShownPlace place, PackageReceipt receipt, PackageReceipt? displaced, CancellationToken cancellationToken)
    {
        var own = receipt.Trees.Concat(displaced?.Trees ?? []).Select(tree => tree.Id).ToHashSet(StringComparer.Ordinal);
        if ((await LinksAsync(place, id => !own.Contains(id), cancellationToken)).FirstOrDefault() is { TreeId: not null } other)
            throw new TroubleException(TroubleKind.Conflict, $"'{other.At}' is another package's, which has not left it yet", place.Path);

        var aside = (await root.MakeAsync(OurFolder.Trees, cancellationToken)).Below(TreeId.Next());
        await root.Client.RenameAsync(place.At, aside, cancellationToken);
        await DissolveAsync(aside, place.Path, receipt.Package, cancellationToken);
    }

    /// <summary>One that came out of sight whole: its links and its pointer go, and what others put into it is set aside.</summary>
    /// <param name="path">Where it stood.</param>
    public async Task DissolveAsync(RemotePath folder, string path, PackageName package, CancellationToken cancellationToken)
    {
        foreach (var (name, status) in await root.Client.ListAsync(folder, cancellationToken))
        {
            var at = folder.Below(name);
            var isOurs = name.Equals(PackageVersion.Pointer)
                || (status.Kind == FileKind.Symlink && name.Text is { } version && TreeLink.TreeOf(await root.Client.ReadLinkAsync(at, cancellationToken), PublishPath.OfVersion(path, version)) is not null);
            if (isOurs)
                await root.Client.RemoveAsync(at, cancellationToken);
            else
                await extra.SetAsideAsync(package, at, name, cancellationToken);
        }

        await root.Client.RemoveDirectoryAsync(folder, cancellationToken);
    }

    /// <summary>At the path may stand a package that came there under the other layout: it goes out of sight for the directory.</summary>
    private async Task MakeRoomAsync(string path, PackageReceipt receipt, PackageReceipt? displaced, CancellationToken cancellationToken)
    {
        var place = await trees.LookAsync(path, cancellationToken);
        var owned = receipt.Trees.Concat(displaced?.Trees ?? []).ToArray();
        if (place.Status is null)
            return;

        if (place.TreeId is { } id && owned.Any(tree => tree.Id == id))
            await root.Client.RemoveAsync(place.At, cancellationToken);
        else if (place is { IsDirectory: true, Pointer: null } && await FindInPlaceAsync(path, receipt, displaced, cancellationToken) is { } inPlace)
            await trees.TakeAwayAsync(place, inPlace, cancellationToken);
        else if (!await trees.IsOwnAsync(place, receipt, displaced, cancellationToken))
            throw place.Conflict();
    }

    private async Task<ReceiptTree?> FindInPlaceAsync(string path, PackageReceipt receipt, PackageReceipt? displaced, CancellationToken cancellationToken) =>
        await trees.FindInPlaceAsync(path, receipt, cancellationToken)
        ?? (displaced is null ? null : await trees.FindInPlaceAsync(path, displaced, cancellationToken));

    private async Task ShowAsync(string path, PackageReceipt receipt, ReceiptTree tree, PackageReceipt? displaced, CancellationToken cancellationToken)
    {
        var version = await trees.LookAsync(PublishPath.OfVersion(path, tree.Version), cancellationToken);
        if (version.TreeId != tree.Id)
        {
            if (version.Status is not null)
                RequireReplaceable(version, receipt, tree, displaced);

            await trees.ShowAsync(tree.Id, version.Path, cancellationToken);
        }

        await root.SyncAsync(root.At(path), cancellationToken);
    }

    /// <summary>A repaired tree takes the place of the damaged one, and that of a package which leaves.</summary>
    private static void RequireReplaceable(ShownPlace version, PackageReceipt receipt, ReceiptTree tree, PackageReceipt? displaced)
    {
        var former = receipt.Trees.FirstOrDefault(known => known.Id == version.TreeId);
        if (former is not null && former.Digest != tree.Digest)
            throw version.VersionChanged();

        if (former is null && displaced?.Trees.Any(known => known.Id == version.TreeId) is not true)
            throw version.Conflict();
    }

    /// <summary>Readers find the old one or the new one, whole. Durable.</summary>
    private async Task SavePointerAsync(RemotePath folder, Pointer pointer, CancellationToken cancellationToken)
    {
        var former = await trees.FindPointerAsync(folder, cancellationToken);
        if (former == pointer)
            return;

        var at = folder.Below(PackageVersion.Pointer);
        if (former is null && await root.Client.FindStatusAsync(at, cancellationToken) is not null)
            await extra.SetAsideAsync(pointer.Package, at, PackageVersion.Pointer, cancellationToken);

        var beside = await root.MakeAsync(OurFolder.Receipts, cancellationToken);
        await records.Files.WriteDurablyAsync(beside, folder, PackageVersion.Pointer, pointer.Write(), root.PackageModes, cancellationToken);
    }

    /// <returns>Links of ours in the directory, and the trees that they lead to.</returns>
    private async Task<List<(RemotePath At, string TreeId)>> LinksAsync(ShownPlace place, Func<string, bool> isMeant, CancellationToken cancellationToken)
    {
        var found = new List<(RemotePath, string)>();
        foreach (var (name, status) in await root.Client.ListAsync(place.At, cancellationToken))
        {
            if (status.Kind == FileKind.Symlink
                && name.Text is { } version
                && TreeLink.TreeOf(await root.Client.ReadLinkAsync(place.At.Below(name), cancellationToken), PublishPath.OfVersion(place.Path, version)) is { } id
                && isMeant(id))
                found.Add((place.At.Below(name), id));
        }

        return found;
    }
}

using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Takes over what stands at a package's path without a receipt, when it is what the package should be.</summary>
internal sealed class RemoteAdoption(RemoteRoot root, RemoteRecords records, RemoteTrees trees)
{
    public async Task<Verification> AdoptAsync(StageRequest request, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var (package, publishAs) = request.Place;
        var receipt = await records.FindSoundReceiptAsync(package, cancellationToken) ?? new(package, publishAs, request.Order, [], []);
        if (receipt.Order > request.Order)
            throw new TroubleException(TroubleKind.Superseded, $"order {request.Order} for {package} comes after order {receipt.Order}");

        var pointer = (await trees.LookAsync(publishAs, cancellationToken)).Pointer;
        var (place, id, directory) = await trees.OpenShownAsync(request.Place, cancellationToken);
        await RefuseOthersAsync(place, id, pointer, package, cancellationToken);
        if (directory is not { } at)
            return new([new(place.Status is null ? DifferenceKind.Missing : DifferenceKind.KindDiffers, "")]);

        var comparison = new RemoteComparison(root, request.Manifest, seal: null, ProofKind.Read) { IgnoreExtra = ignoreExtra };
        var (seal, differences) = await comparison.CaptureAsync(at, cancellationToken);
        if (seal is null)
            return new(differences);

        var isVersion = pointer?.Package == package;
        var adopted = new ReceiptTree(
            id ?? (await trees.FindInPlaceAsync(publishAs, receipt, cancellationToken))?.Id ?? TreeId.Next(),
            request.Manifest.Digest,
            isVersion ? pointer!.Version : request.Version,
            default,
            publishAs)
        {
            IsInPlace = id is null,
            Layout = isVersion ? Layout.Versions : Layout.Current,
            Permissions = PermissionsOf(seal),
        };
        await records.SaveAsync(adopted.Id, seal, cancellationToken);
        await records.SaveAsync(
            receipt.With(adopted) with
            {
                PublishAs = publishAs,
                Order = request.Order,
                Parents = isVersion ? [.. receipt.Parents.Append(publishAs).Distinct().Order(PathOrder.Utf8)] : receipt.Parents,
            },
            cancellationToken);
        return Verification.Equal;
    }

    private async Task RefuseOthersAsync(ShownPlace place, string? id, Pointer? pointer, PackageName package, CancellationToken cancellationToken)
    {
        var owner = id is not null ? await trees.FindOtherOwnerAsync(id, package, cancellationToken)
            : pointer is not null && pointer.Package != package && await records.FindSoundReceiptAsync(pointer.Package, cancellationToken) is not null ? pointer.Package
            : place.IsDirectory ? await trees.FindOtherInPlaceAsync(place.Path, package, cancellationToken)
            : null;
        if (owner is { } other)
            throw new TroubleException(TroubleKind.Conflict, $"'{place.At}' is package {other}, which has not left it yet", place.Path);
    }

    /// <summary>The declared ones, where all of it has them: then nothing needs to be given.</summary>
    private Permissions PermissionsOf(Seal seal)
    {
        var modes = root.PackageModes;
        var hasThem = seal.Mode == modes.Directory && seal.Entries.All(found => found.Entry.Kind switch
        {
            EntryKind.File => found.Mode == modes.File(found.Entry.IsExecutable),
            EntryKind.EmptyDirectory => found.Mode == modes.Directory,
            _ => true,
        });
        return hasThem ? modes.Permissions : default;
    }
}

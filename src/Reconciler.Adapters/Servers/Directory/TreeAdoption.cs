using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Takes over a tree that stands at a package's path, or at that of one of its versions, without a receipt, when it is what the package should be.</summary>
internal sealed class TreeAdoption(ServerRecords records, OwnParents ownParents)
{
    public Verification Adopt(StageRequest request, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var publishAs = request.Place.PublishAs;
        using var place = PublishedPlace.Open(records.Folders, publishAs);
        var pointer = Pointers.FindAt(place);
        if (pointer is not null && pointer.Package == request.Place.Package)
            return AdoptVersion(request, pointer.Version, ignoreExtra, cancellationToken);

        if (pointer is not null && records.Receipts.FindSound(pointer.Package) is { } owner && records.Versions.ShowsTreeOf(publishAs, owner))
            throw new TroubleException(TroubleKind.Conflict, $"'{place.Path}' is package {owner.Package}, which has not left it yet", publishAs);

        var whole = Adopt(request, NewTree(request, request.Version, Layout.Current), ignoreExtra, cancellationToken);
        if (whole.IsEqual || pointer is not null || records.Folders.Layout == Layout.Current || !HasVersion(request))
            return whole;

        return AdoptVersion(request, request.Version, ignoreExtra, cancellationToken);
    }

    /// <summary>Of the directory of a package's versions, the one; and the pointer, where nothing points to it.</summary>
    public Verification AdoptVersion(StageRequest request, string version, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var verification = Adopt(request, NewTree(request, version, Layout.Versions), ignoreExtra, cancellationToken);
        using var place = PublishedPlace.Open(records.Folders, request.Place.PublishAs);
        if (verification.IsEqual && place.Identity is not null && Pointers.FindAt(place) is null)
        {
            using var folder = place.Parent!.OpenDirectory(place.Name);
            records.Pointers.Save(folder, new(request.Place.Package, version, request.Manifest.Digest, request.Order));
        }

        return verification;
    }

    private static ReceiptTree NewTree(StageRequest request, string version, Layout layout) =>
        new(TreeId.Next(), request.Manifest.Digest, version, default, request.Place.PublishAs) { Layout = layout };

    private bool HasVersion(StageRequest request)
    {
        using var place = PublishedPlace.Open(records.Folders, PublishPath.OfVersion(request.Place.PublishAs, request.Version));
        return place.Identity is not null;
    }

    /// <param name="adopted">What the receipt will say, but for what the tree itself tells.</param>
    private Verification Adopt(StageRequest request, ReceiptTree adopted, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var package = request.Place.Package;
        var receipt = records.Receipts.FindSound(package) ?? new(package, request.Place.PublishAs, request.Order, [], []);
        if (receipt.Order > request.Order)
            throw new TroubleException(TroubleKind.Superseded, $"order {request.Order} for {package} comes after order {receipt.Order}");

        using var place = PublishedPlace.Open(records.Folders, adopted.Path!);
        if (place.Identity is null)
            return new([new(place.Status is null ? DifferenceKind.Missing : DifferenceKind.KindDiffers, "")]);

        if (records.Places.FindOtherOwner(place.Identity.Value, package) is { } owner)
            throw new TroubleException(TroubleKind.Conflict, $"'{place.Parent!.PathOf(place.Name)}' is package {owner}, which has not left it yet", adopted.Path);

        using var tree = place.Parent!.OpenDirectory(place.Name);
        var (seal, differences) = SealCapture.Of(tree, request.Manifest, ProofKind.Read, ignoreExtra, cancellationToken);
        if (seal is null)
            return new(differences);

        var identity = TreeIdentity.Of(tree.Status());
        adopted = adopted with { Id = receipt.FindTree(identity)?.Id ?? adopted.Id, Identity = identity, Permissions = PermissionsOf(seal) };
        records.Seals.Save(adopted.Id, seal);
        records.Receipts.Save(receipt.With(adopted) with
        {
            PublishAs = request.Place.PublishAs,
            Order = request.Order,
            Parents = adopted.Layout == Layout.Versions ? ParentsOf(adopted, receipt) : receipt.Parents,
        });
        return Verification.Equal;
    }

    /// <summary>The directory of its versions is ours from now on.</summary>
    private ImmutableArray<string> ParentsOf(ReceiptTree adopted, PackageReceipt receipt) =>
        [.. ownParents.Of(adopted, receipt, displaced: null).Append(adopted.PublishedAs!).Distinct().Order(PathOrder.Utf8)];

    /// <summary>The declared ones when everything in it has them, as if we had made it.</summary>
    private Permissions PermissionsOf(Seal seal)
    {
        var modes = records.Folders.PackageModes;
        var hasThem = modes.FitDirectory(seal.Mode) && seal.Entries.All(found => found.Entry.Kind switch
        {
            EntryKind.File => modes.Fit(found.Mode, found.Entry.IsExecutable, modes.Permissions),
            EntryKind.EmptyDirectory => modes.FitDirectory(found.Mode),
            _ => true,
        });
        return hasThem ? modes.Permissions : default;
    }
}

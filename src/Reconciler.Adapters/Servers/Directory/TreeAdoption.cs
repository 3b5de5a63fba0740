using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Takes over a tree that stands at a package's path without a receipt, when it is what the package should be.</summary>
internal sealed class TreeAdoption(ServerRecords records)
{
    public Verification Adopt(StageRequest request, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var (package, publishAs) = request.Place;
        var receipt = records.Receipts.FindSound(package) ?? new(package, publishAs, request.Order, [], []);
        if (receipt.Order > request.Order)
            throw new TroubleException(TroubleKind.Superseded, $"order {request.Order} for {package} comes after order {receipt.Order}");

        using var place = PublishedPlace.Open(records.Folders, publishAs);
        if (place.Identity is null)
            return new([new(place.Status is null ? DifferenceKind.Missing : DifferenceKind.KindDiffers, "")]);

        if (records.Places.FindOtherOwner(place.Identity.Value, package) is { } owner)
            throw new TroubleException(TroubleKind.Conflict, $"'{place.Parent!.PathOf(place.Name)}' is package {owner}, which has not left it yet", publishAs);

        using var tree = place.Parent!.OpenDirectory(place.Name);
        var (seal, differences) = SealCapture.Of(tree, request.Manifest, ProofKind.Read, ignoreExtra, cancellationToken);
        if (seal is null)
            return new(differences);

        var identity = TreeIdentity.Of(tree.Status());
        var id = receipt.FindTree(identity)?.Id ?? TreeId.Next();
        records.Seals.Save(id, seal);
        var adopted = new ReceiptTree(id, request.Manifest.Digest, request.Version, identity, publishAs) { Permissions = PermissionsOf(seal) };
        records.Receipts.Save(receipt.With(adopted) with
        {
            PublishAs = publishAs,
            Order = request.Order,
        });
        return Verification.Equal;
    }

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

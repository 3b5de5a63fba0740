using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Makes a staged tree durable, then its seal, then the receipt that lists it.</summary>
internal sealed class TreeSealing(ServerRecords records, StagedFolders staged, OwnParents ownParents)
{
    public void Seal(StageRequest request, StagedTree tree, CancellationToken cancellationToken)
    {
        var (package, publishAs) = request.Place;
        var receipt = records.FindReceiptFor(request.Place, request.Order) ?? new(package, publishAs, request.Order, [], []);
        receipt = records.Places.Recognize(publishAs, receipt, cancellationToken);
        var sealedTree = receipt.Trees.FirstOrDefault(known => known.Id == tree.Id) ?? SealStaged(request, tree.Id, cancellationToken);
        sealedTree = sealedTree with { Version = request.Version, PublishedAs = publishAs, Layout = records.Folders.Layout };
        records.Receipts.Save(receipt.With(sealedTree) with
        {
            PublishAs = publishAs,
            Order = request.Order,
            Parents = ownParents.Of(sealedTree, receipt, records.Displaced(request)),
        });
        staged.Forget(package);
    }

    private ReceiptTree SealStaged(StageRequest request, string id, CancellationToken cancellationToken)
    {
        var package = request.Place.Package;
        var folder = staged.Find(package, id)
            ?? throw new InvalidOperationException($"Tree {id} of {package} is neither sealed nor staged by this server object: stage it first.");
        var (seal, differences) = SealCapture.Of(folder.Tree, request.Manifest, ProofKind.Stat, [], cancellationToken);
        if (seal is null)
        {
            staged.Discard(package);
            throw new TroubleException(TroubleKind.IoError, $"the staged tree of {package} was changed by somebody ('{differences[0].Path}'); it is begun anew");
        }

        staged.Durable(package, folder, () =>
        {
            folder.Barrier.Complete();
            return true;
        });
        records.Seals.Save(id, seal);
        return new(id, request.Manifest.Digest, request.Version, folder.Identity, request.Place.PublishAs)
        {
            Permissions = records.Folders.PackageModes.Permissions,
            Layout = records.Folders.Layout,
        };
    }
}

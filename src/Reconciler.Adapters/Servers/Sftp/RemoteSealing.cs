using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Makes a staged tree durable, then its seal, then the receipt that lists it.</summary>
internal sealed class RemoteSealing(RemoteRoot root, RemoteRecords records, RemoteTrees trees, RemoteParents parents)
{
    public async Task SealAsync(StageRequest request, StagedTree staged, CancellationToken cancellationToken)
    {
        var (package, publishAs) = request.Place;
        var receipt = await records.FindReceiptForAsync(request.Place, request.Order, cancellationToken) ?? new(package, publishAs, request.Order, [], []);
        var known = receipt.Trees.FirstOrDefault(known => known.Id == staged.Id);
        var tree = known ?? await SealStagedAsync(request, staged.Id, cancellationToken);
        tree = tree with
        {
            Version = request.Version,
            PublishedAs = publishAs,
            Layout = root.Endpoint.Layout,
            IsInPlace = tree.IsInPlace && !await trees.IsThereAsync(tree.Id, cancellationToken),
        };
        var displaced = await records.DisplacedAsync(request, cancellationToken);
        await records.SaveAsync(
            receipt.With(tree) with
            {
                PublishAs = publishAs,
                Order = request.Order,
                Parents = await parents.OfAsync(tree, receipt, displaced, cancellationToken),
            },
            cancellationToken);
        if (known is null)
            await records.DeleteStagedAsync(package, cancellationToken);
    }

    private async Task<ReceiptTree> SealStagedAsync(StageRequest request, string id, CancellationToken cancellationToken)
    {
        var package = request.Place.Package;
        if ((await records.FindStagedAsync(package, cancellationToken))?.Tree != id)
            throw new InvalidOperationException($"Tree {id} of {package} is neither sealed nor staged: stage it first.");

        var (seal, differences) = await new RemoteComparison(root, request.Manifest, seal: null, ProofKind.Stat).CaptureAsync(trees.PathOf(id), cancellationToken);
        if (seal is null)
            throw new TroubleException(TroubleKind.IoError, $"the staged tree of {package} was changed by somebody ('{differences[0].Path}'); it is begun anew by the next run");

        var directories = seal.Entries.Where(entry => entry.Entry.Kind == EntryKind.EmptyDirectory).Select(entry => trees.PathOf(id).Below(entry.Entry.Path));
        await RemoteWalk.EachAsync(root, directories.Append(trees.PathOf(id)).Append(root.Of(OurFolder.Trees)), root.SyncAsync, cancellationToken);
        await records.SaveAsync(id, seal, cancellationToken);
        return new(id, request.Manifest.Digest, request.Version, default, request.Place.PublishAs) { Permissions = root.PackageModes.Permissions };
    }
}

using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Sees that a staged tree is there as it was written, then writes its seal, then the receipt that lists it. An S3 answers a write when it lasts.</summary>
internal sealed class BucketSealing(BucketRoot root, BucketRecords records, BucketStaging staging)
{
    public async Task SealAsync(StageRequest request, StagedTree staged, CancellationToken cancellationToken)
    {
        var (package, publishAs) = request.Place;
        var former = await records.FindReceiptForAsync(request.Place, request.Order, cancellationToken);
        var receipt = former?.Receipt ?? new(package, publishAs, request.Order, [], []);
        var known = receipt.Trees.FirstOrDefault(known => known.Id == staged.Id);
        var tree = (known ?? await SealStagedAsync(request, staged.Id, cancellationToken)) with
        {
            Version = request.Version,
            Layout = root.Endpoint.Layout,
            Permissions = root.Endpoint.Permissions,
        };
        await records.SaveAsync(receipt.With(tree) with { PublishAs = publishAs, Order = request.Order }, former, cancellationToken);
        if (known is not null)
            return;

        await records.DeleteStagedAsync(package, cancellationToken);
        staging.Forget(staged.Id);
    }

    private async Task<ReceiptTree> SealStagedAsync(StageRequest request, string id, CancellationToken cancellationToken)
    {
        var (package, publishAs) = request.Place;
        var (seal, journal) = staging.Find(id) ?? throw new InvalidOperationException($"Tree {id} of {package} is neither sealed nor staged: stage it first.");
        var tree = new TreeObjects(root, publishAs, journal.Folder);
        var differences = await new ObjectComparison(root, request.Manifest, seal, ProofKind.Stat).DifferencesAsync(tree, cancellationToken);
        if (!differences.IsEmpty)
            throw new TroubleException(TroubleKind.IoError, $"the staged tree of {package} was changed by somebody ('{differences[0].Path}'); it is begun anew by the next run");

        await records.SaveAsync(id, seal, cancellationToken);
        return new(id, request.Manifest.Digest, request.Version, default, publishAs) { Folder = journal.Folder };
    }
}

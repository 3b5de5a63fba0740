using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Shows a sealed tree to readers: by a pointer that is written only while it is what we have read. Of two writers one wins, and the other learns of it.</summary>
internal sealed class BucketPublishing(BucketRecords records, BucketPlaces places)
{
    // Each further one means that somebody else has written meanwhile.
    private const int MostAttempts = 8;

    public async Task PublishAsync(StageRequest request, StagedTree staged, CancellationToken cancellationToken)
    {
        var receipt = (await records.FindReceiptForAsync(request.Place, request.Order, cancellationToken))?.Receipt;
        var tree = receipt?.Trees.FirstOrDefault(known => known.Id == staged.Id) ?? throw new InvalidOperationException($"Tree {staged.Id} of {request.Place.Package} is not sealed.");
        await PointAsync(request.Place.PublishAs, PointerTo(tree, request), request.Displaces, cancellationToken);
        foreach (var former in receipt!.Paths(request.Place.PublishAs).Where(path => path != request.Place.PublishAs))
            await LeaveAsync(former, request.Place.Package, request.Order, cancellationToken);
    }

    public Task PointAsync(ReceiptTree tree, StageRequest request, CancellationToken cancellationToken) =>
        PointAsync(request.Place.PublishAs, PointerTo(tree, request), request.Displaces, cancellationToken);

    /// <summary>A pointer of the package at <paramref name="path"/> becomes a tombstone; whatever else is there stays.</summary>
    public Task LeaveAsync(string path, PackageName package, OrderNumber order, CancellationToken cancellationToken) => ReplaceAsync(
        path,
        shown => shown.Current?.Package != package ? null
            : shown.Current.Order > order ? throw BucketRecords.Superseded(package, order, shown.Current.Order)
            : new Tombstone(package, order).Write(),
        cancellationToken);

    private Task PointAsync(string path, Pointer pointer, PackageName? displaced, CancellationToken cancellationToken) => ReplaceAsync(
        path,
        shown => shown.Current == pointer ? null
            : shown.IsSomebodyElses || (shown.Current is { } other && other.Package != pointer.Package && other.Package != displaced) ? throw places.Conflict(path)
            : shown.Order > pointer.Order ? throw BucketRecords.Superseded(pointer.Package, pointer.Order, shown.Order.Value)
            : pointer.Write(),
        cancellationToken);

    /// <param name="replacement">Of what is there; null: it is as it should be. Asked again when somebody else, or a try of ours whose answer was lost, was faster.</param>
    private async Task ReplaceAsync(string path, Func<ShownPointer, byte[]?> replacement, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var shown = await places.LookAsync(path, cancellationToken);
            if (replacement(shown) is not { } bytes || await places.TryReplaceAsync(shown, bytes, cancellationToken))
                return;
        }

        throw new TroubleException(TroubleKind.IoError, $"somebody else writes '{path}/{PackageVersion.Pointer}' all the time", path);
    }

    private static Pointer PointerTo(ReceiptTree tree, StageRequest request) =>
        new(request.Place.Package, tree.Version, tree.Digest, request.Order) { Path = VersionFolder.PathOf(tree) };
}

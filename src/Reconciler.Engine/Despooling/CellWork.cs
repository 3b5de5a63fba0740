using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Despooling;

/// <summary>One order that waits for its turn on one server, and whoever waits for its end.</summary>
/// <param name="Order">Makes the order once its number is known; called again when it must be repeated.</param>
/// <param name="Begun">Recorded before the server is touched; null for work that changes nothing that is held.</param>
internal sealed record CellWork(
    PackageName Package, ServerName Server, Func<OrderNumber, CopyOrder> Order, TransferPackageEvent.Begun? Begun)
{
    private readonly TaskCompletionSource<CopyResult?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The result; for a server that cannot be used, a failure that touched nothing. Null: never begun, because the run gave way.</summary>
    internal Task<CopyResult?> End => end.Task;

    /// <summary>The same work once more.</summary>
    internal CellWork Again() => new(Package, Server, Order, Begun);

    internal void Finish(CopyResult result) => end.TrySetResult(result);

    /// <summary>The run gives way: somebody else plans it anew.</summary>
    internal void Drop() => end.TrySetResult(null);

    /// <summary>The run ends before the work did.</summary>
    internal void Abandon(Exception failure) => end.TrySetException(failure);
}

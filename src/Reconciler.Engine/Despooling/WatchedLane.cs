using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Despooling;

/// <summary>A lane that is given up with its server: what was under way then has touched the server, and later orders have not.</summary>
internal sealed class WatchedLane(WatchedServer server, IContentStore content, TimeProvider time, IProgress<CopiedBytes> progress) : IAsyncDisposable
{
    private readonly ServerLane lane = new(server.Server, content, time, progress);

    internal async Task<CopyResult> CarryOutAsync(CopyOrder order, CancellationToken cancellationToken)
    {
        var wasTouched = !server.IsLost;
        try
        {
            return await server.RunAsync(_ => lane.CarryOutAsync(order, cancellationToken), cancellationToken);
        }
        catch (ServerException lost)
        {
            return new CopyResult.Failed(order.Id, order.Order, lost.Kind, lost.Message, wasTouched, HeldObservation.Unknown, null);
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}

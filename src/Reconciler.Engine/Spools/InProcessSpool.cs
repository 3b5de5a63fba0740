using System.Collections.Concurrent;
using System.Threading.Channels;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Spools;

/// <summary>The default spool: channels in this process. What was in it is gone with the process, and is planned anew.</summary>
public sealed class InProcessSpool : ISpool
{
    private readonly ConcurrentDictionary<string, Channel<CopyOrder>> sites = new(StringComparer.Ordinal);
    private readonly Channel<CopyResult> results = Channel.CreateUnbounded<CopyResult>(new() { SingleReader = true });

    public ValueTask PutAsync(CopyOrder order, CancellationToken cancellationToken) =>
        Site(order.Site).Writer.WriteAsync(order, cancellationToken);

    public async ValueTask<ISpoolLease> TakeAsync(SiteName? site, CancellationToken cancellationToken)
    {
        var channel = Site(site);
        return new Lease(channel, await channel.Reader.ReadAsync(cancellationToken));
    }

    public ValueTask ReportAsync(CopyResult result, CancellationToken cancellationToken) => results.Writer.WriteAsync(result, cancellationToken);

    public IAsyncEnumerable<CopyResult> ResultsAsync(CancellationToken cancellationToken) => results.Reader.ReadAllAsync(cancellationToken);

    private Channel<CopyOrder> Site(SiteName? site) =>
        sites.GetOrAdd(site?.Value ?? "", _ => Channel.CreateUnbounded<CopyOrder>());

    private sealed class Lease(Channel<CopyOrder> channel, CopyOrder order) : ISpoolLease
    {
        public CopyOrder Order { get; } = order;

        public ValueTask AcknowledgeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask GiveBackAsync(CancellationToken cancellationToken) => channel.Writer.WriteAsync(Order, cancellationToken);
    }
}

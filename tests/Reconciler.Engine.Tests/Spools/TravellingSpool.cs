using System.Runtime.CompilerServices;
using Reconciler.Core.Resources;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Tests.Spools;

/// <summary>As the default spool, but every order and every result travels as text, as through a broker.</summary>
internal sealed class TravellingSpool : ISpool
{
    private readonly InProcessSpool spool = new();

    public ValueTask PutAsync(CopyOrder order, CancellationToken cancellationToken) =>
        spool.PutAsync(CopyOrderText.Read(CopyOrderText.Write(order)), cancellationToken);

    public ValueTask<ISpoolLease> TakeAsync(SiteName? site, CancellationToken cancellationToken) => spool.TakeAsync(site, cancellationToken);

    public ValueTask ReportAsync(CopyResult result, CancellationToken cancellationToken) =>
        spool.ReportAsync(CopyResultText.Read(CopyResultText.Write(result)), cancellationToken);

    public async IAsyncEnumerable<CopyResult> ResultsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var result in spool.ResultsAsync(cancellationToken))
            yield return result;
    }
}

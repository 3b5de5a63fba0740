using Reconciler.Core.Resources;

namespace Reconciler.Engine.Spools;

/// <summary>Where orders wait for a despooler. Delivers each at least once; whoever carries one out must bear a second time.</summary>
public interface ISpool
{
    ValueTask PutAsync(CopyOrder order, CancellationToken cancellationToken);

    /// <summary>Waits for the next order of a site.</summary>
    /// <param name="site">Null: the central one.</param>
    ValueTask<ISpoolLease> TakeAsync(SiteName? site, CancellationToken cancellationToken);

    ValueTask ReportAsync(CopyResult result, CancellationToken cancellationToken);

    /// <summary>Every result, for the one writer of the Transfer Packages. Ends only when it is cancelled.</summary>
    IAsyncEnumerable<CopyResult> ResultsAsync(CancellationToken cancellationToken);
}

/// <summary>An order that was taken and is not done yet. Whoever dies with a lease gives it back.</summary>
public interface ISpoolLease
{
    CopyOrder Order { get; }

    ValueTask AcknowledgeAsync(CancellationToken cancellationToken);

    ValueTask GiveBackAsync(CancellationToken cancellationToken);
}

using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;
using Reconciler.Testing;

namespace Reconciler.Engine.Tests.Despooling;

/// <summary>Records in memory whose disk can fail.</summary>
internal sealed class BreakableRecords : ITransferPackages
{
    private readonly InMemoryTransferPackages records = new();

    /// <summary>Told each append before it happens; may throw, or wait.</summary>
    internal Action<IReadOnlyList<TransferPackageAppend>, IReadOnlyList<ServerAppend>>? Before { get; set; }

    public ActualPlacement Load(ServerTable servers, CancellationToken cancellationToken) => records.Load(servers, cancellationToken);

    public ActualPlacement Append_NeedsLock(IStateLock held, IReadOnlyList<TransferPackageAppend> packages, IReadOnlyList<ServerAppend> servers)
    {
        Before?.Invoke(packages, servers);
        return records.Append_NeedsLock(held, packages, servers);
    }

    public void Tidy_NeedsLock(IStateLock held, CancellationToken cancellationToken) => records.Tidy_NeedsLock(held, cancellationToken);

    public IEnumerable<TransferPackageRecord> History(PackageName package, ServerTable servers) => records.History(package, servers);

    public IEnumerable<ServerRecord> History(ServerName server) => records.History(server);
}

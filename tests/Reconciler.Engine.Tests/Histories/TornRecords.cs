using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;
using Reconciler.Testing;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>
/// Records that only say what is on disk: of an append that fails, or during which the process is killed, each line is there or not, whatever
/// became of the others.
/// </summary>
internal sealed class TornRecords(Simulation simulation) : ITransferPackages
{
    private InMemoryTransferPackages records = new();
    private InMemoryTransferPackages? backup;
    private bool isBroken;

    /// <summary>The append that is killed, or that fails, counted from now; null: none.</summary>
    internal (int After, bool IsKilled)? Fault { get; set; }

    internal void BackUp() => backup = records.Copy();

    /// <returns>False: there is no backup.</returns>
    internal bool Restore()
    {
        if (backup is null)
            return false;

        records = backup.Copy();
        return true;
    }

    public ActualPlacement Load(ServerTable servers, CancellationToken cancellationToken)
    {
        isBroken = false;
        return records.Load(servers, cancellationToken);
    }

    public ActualPlacement Append_NeedsLock(IStateLock held, IReadOnlyList<TransferPackageAppend> packages, IReadOnlyList<ServerAppend> servers)
    {
        simulation.ThrowIfDead();
        if (isBroken)
            throw new StateWriteException("memory", "an earlier append failed");

        if (Fault is not { } fault)
            return records.Append_NeedsLock(held, packages, servers);

        Fault = fault.After == 0 ? null : fault with { After = fault.After - 1 };
        if (fault.After > 0)
            return records.Append_NeedsLock(held, packages, servers);

        isBroken = true;
        records.Append_NeedsLock(held, [.. packages.Where(_ => simulation.Happens(50))], [.. servers.Where(_ => simulation.Happens(50))]);
        if (!fault.IsKilled)
            throw new StateWriteException("memory", "no space left on device");

        simulation.Kill();
        throw new KilledException();
    }

    public void Tidy_NeedsLock(IStateLock held, CancellationToken cancellationToken) => records.Tidy_NeedsLock(held, cancellationToken);

    public IEnumerable<TransferPackageRecord> History(PackageName package, ServerTable servers) => records.History(package, servers);

    public IEnumerable<ServerRecord> History(ServerName server) => records.History(server);

    /// <summary>All lines, and a snapshot of the first of them followed by the others, say the same.</summary>
    internal void CheckFolds()
    {
        var table = new ServerTable();
        foreach (var package in records.Load(table, CancellationToken.None).Packages.Values)
        {
            var lines = History(package.Name, table).ToArray();
            var split = simulation.Next(lines.Length + 1);
            var first = lines.Take(split).Aggregate(new TransferPackage(package.Name, table), (state, record) => state.Apply(record));
            var compacted = split == 0 ? first : new TransferPackage(package.Name, table).Apply(TransferPackageText.WriteSnapshot(first).Span);
            var folded = lines.Skip(split).Aggregate(compacted, (state, record) => state.Apply(record));
            Assert.Equal(Text(package), Text(folded));
        }
    }

    private static string Text(TransferPackage package) => System.Text.Encoding.UTF8.GetString(TransferPackageText.WriteSnapshot(package).Span);
}

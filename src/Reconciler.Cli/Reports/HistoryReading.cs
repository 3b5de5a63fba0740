using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>Reads what happened out of the records, through all their compactions. A record that cannot be read is noted, and holds nothing else up.</summary>
internal sealed class HistoryReading(StateFiles state, ServerTable table)
{
    private readonly List<string> unreadable = [];

    /// <summary>The messages of records that could not be read to their end.</summary>
    internal IReadOnlyList<string> Unreadable => unreadable;

    /// <summary>The whole estate, oldest first. Visits that found nothing new are left out.</summary>
    internal IReadOnlyList<HistoryEntry> All(IEnumerable<PackageName> packages, IEnumerable<ServerName> servers) => InOrder(
        state.Commits.All.Select(record => new HistoryEntry.Begun(record)),
        servers.SelectMany(Of).Where(entry => entry.Happened is not ServerEvent.Visited),
        packages.SelectMany(Of),
        state.Commits.All.Where(record => record.Waiting is not null).Select(record => new HistoryEntry.Waiting(record)),
        state.Commits.All.Where(record => record.Converged is not null).Select(record => new HistoryEntry.Converged(record)));

    internal IReadOnlyList<HistoryEntry> OfPackage(PackageName package) => Of(package);

    /// <summary>The server's own events, and its part of every package's; what it was called before belongs to it.</summary>
    internal IReadOnlyList<HistoryEntry> OfServer(ServerName server, IEnumerable<PackageName> packages, IEnumerable<ServerName> servers) => InOrder(
        Renamed(servers).NamesOf(server).Reverse().SelectMany(named => Of(named.Name).Where(entry => named.Until is not { } until || entry.At <= until)),
        packages.SelectMany(package => OfCell(package, server)));

    /// <summary>What happened to one package on one server.</summary>
    internal IReadOnlyList<HistoryEntry.OfPackage> OfCell(PackageName package, ServerName server) => WithUnfinished(
        [.. CellHistory.Of(Entries(package), entry => entry.Happened, server).Select(part => part.Entry with { Happened = part.Happened })]);

    /// <summary>Every record of the package that can be read, oldest first.</summary>
    internal IReadOnlyList<TransferPackageRecord> RecordsOf(PackageName package) => Readable(state.Packages.History(package, table));

    /// <summary>What these servers were called before.</summary>
    internal RenamedServers Renamed(IEnumerable<ServerName> servers) =>
        new(servers.Select(server => (server, (IEnumerable<ServerRecord>)Readable(state.Packages.History(server)))));

    private List<HistoryEntry.OfServer> Of(ServerName server)
    {
        var records = Readable(state.Packages.History(server));
        return [.. records.SelectMany(record => record.Events, (record, happened) => new HistoryEntry.OfServer(record.At, server, happened))];
    }

    private List<HistoryEntry.OfPackage> Of(PackageName package) => WithUnfinished(Entries(package));

    private List<HistoryEntry.OfPackage> Entries(PackageName package)
    {
        var versions = new Dictionary<Digest, string>();
        var entries = new List<HistoryEntry.OfPackage>();
        foreach (var record in RecordsOf(package))
        {
            foreach (var happened in record.Events)
                entries.Add(new(record, package, happened, VersionOf(happened, versions), IsUnfinished: false) { SourceCommit = SourceCommitOf(happened) });
        }

        return entries;
    }

    private string? SourceCommitOf(TransferPackageEvent happened) => happened is TransferPackageEvent.Placed placed ? state.Sources.FindCommit(placed.Digest) : null;

    private List<HistoryEntry.OfPackage> WithUnfinished(List<HistoryEntry.OfPackage> entries)
    {
        var ended = table.Empty;
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            var happened = entries[i].Happened;
            if (happened is TransferPackageEvent.Begun)
            {
                entries[i] = entries[i] with { IsUnfinished = !happened.Servers.IsSubsetOf(ended) };
                ended -= happened.Servers;
            }
            else if (Ends(happened))
            {
                ended |= happened.Servers;
            }
        }

        return entries;
    }

    private static bool Ends(TransferPackageEvent happened) => happened
        is TransferPackageEvent.Placed or TransferPackageEvent.Adopted or TransferPackageEvent.Removed or TransferPackageEvent.Observed
        or TransferPackageEvent.Lost or TransferPackageEvent.Forgotten or TransferPackageEvent.Failed { Held.WasSeen: true };

    /// <summary>Versions are told when content arrives; later events name its digest only.</summary>
    private static string? VersionOf(TransferPackageEvent happened, Dictionary<Digest, string> versions)
    {
        switch (happened)
        {
            case TransferPackageEvent.Placed e:
                return versions[e.Digest] = e.Version;
            case TransferPackageEvent.Adopted e:
                return versions[e.Digest] = e.Version;
            case TransferPackageEvent.Retained e:
                return versions[e.Digest] = e.Version;
            case TransferPackageEvent.Observed e:
                return versions[e.Digest] = e.Version;
        }

        return DigestOf(happened) is { } digest ? versions.GetValueOrDefault(digest, digest.Short) : null;
    }

    private static Digest? DigestOf(TransferPackageEvent happened) => happened switch
    {
        TransferPackageEvent.Begun e => e.To ?? e.From,
        TransferPackageEvent.Removed e => e.Digest,
        TransferPackageEvent.Failed e => e.Wanted,
        TransferPackageEvent.Drifted e => e.Digest,
        TransferPackageEvent.Verified e => e.Digest,
        TransferPackageEvent.Purged e => e.Digest,
        _ => null,
    };

    private List<T> Readable<T>(IEnumerable<T> records)
    {
        var read = new List<T>();
        try
        {
            foreach (var record in records)
                read.Add(record);
        }
        catch (StateUnreadableException problem)
        {
            if (!unreadable.Contains(problem.Message))
                unreadable.Add(problem.Message);
        }

        return read;
    }

    /// <summary>By time; what happened in the same second stands in the order in which it is given.</summary>
    private static HistoryEntry[] InOrder(params IEnumerable<HistoryEntry>[] parts) => [.. parts.SelectMany(part => part).OrderBy(entry => entry.At)];
}

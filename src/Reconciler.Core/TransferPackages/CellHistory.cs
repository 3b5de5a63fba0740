using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Core.TransferPackages;

/// <summary>What a package's lines say about one server.</summary>
public static class CellHistory
{
    /// <summary>The line by which the server came to hold what it holds: placed, adopted, or first seen there. Null when the lines do not tell.</summary>
    /// <param name="records">Oldest first.</param>
    /// <param name="held">What the server is recorded to hold.</param>
    public static TransferPackageRecord? HeldSince(IEnumerable<TransferPackageRecord> records, ServerName server, Digest held)
    {
        TransferPackageRecord? seen = null;
        var backwards = from record in records.Reverse()
                        from happened in record.Events.Reverse()
                        select (record, happened);
        foreach (var (record, happened) in backwards)
        {
            if (!happened.Servers.Contains(server))
                continue;

            switch (happened)
            {
                case TransferPackageEvent.Renamed renamed:
                    server = renamed.From;
                    break;
                case TransferPackageEvent.Placed or TransferPackageEvent.Adopted when DigestOf(happened) == held:
                    return record;
                case TransferPackageEvent.Observed or TransferPackageEvent.Failed when DigestOf(happened) == held:
                    seen = record;
                    break;
                case TransferPackageEvent.Placed or TransferPackageEvent.Adopted or TransferPackageEvent.Observed
                    or TransferPackageEvent.Removed or TransferPackageEvent.Lost or TransferPackageEvent.Forgotten:
                    return seen;
            }
        }

        return seen;
    }

    /// <summary>What happened to the package on this server, under the names that it had; oldest first, each event for this server alone.</summary>
    /// <param name="entries">Of the package, oldest first.</param>
    public static IReadOnlyList<(T Entry, TransferPackageEvent Happened)> Of<T>(IEnumerable<T> entries, Func<T, TransferPackageEvent> happenedIn, ServerName server)
    {
        var found = new List<(T, TransferPackageEvent)>();
        foreach (var entry in entries.Reverse())
        {
            var happened = happenedIn(entry);
            if (happened is TransferPackageEvent.Targeted || !happened.Servers.Contains(server))
                continue;

            found.Add((entry, happened with { Servers = happened.Servers.Only(server) }));
            server = happened is TransferPackageEvent.Renamed renamed ? renamed.From : server;
        }

        found.Reverse();
        return found;
    }

    private static Digest? DigestOf(TransferPackageEvent happened) => happened switch
    {
        TransferPackageEvent.Placed e => e.Digest,
        TransferPackageEvent.Adopted e => e.Digest,
        TransferPackageEvent.Observed e => e.Digest,
        TransferPackageEvent.Failed e => e.Held.Digest,
        _ => null,
    };
}

using Reconciler.Core.Resources;

namespace Reconciler.Core.TransferPackages;

/// <summary>What a package's lines say about one server.</summary>
public static class CellHistory
{
    /// <summary>The line by which the server came to hold what it holds: placed, adopted, or seen there. Null when it holds nothing, or the lines are gone.</summary>
    /// <param name="records">Oldest first.</param>
    public static TransferPackageRecord? HeldSince(IEnumerable<TransferPackageRecord> records, ServerName server)
    {
        TransferPackageRecord? since = null;
        foreach (var record in records)
        {
            foreach (var happened in record.Events.Where(happened => happened.Servers.Contains(server)))
            {
                since = happened switch
                {
                    TransferPackageEvent.Placed or TransferPackageEvent.Adopted => record,
                    TransferPackageEvent.Observed => since ?? record,
                    TransferPackageEvent.Removed or TransferPackageEvent.Lost or TransferPackageEvent.Forgotten => null,
                    _ => since,
                };
            }
        }

        return since;
    }
}

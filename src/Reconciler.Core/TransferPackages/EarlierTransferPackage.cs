using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>A Transfer Package as it was: the fold of its lines up to a point in time.</summary>
public static class EarlierTransferPackage
{
    /// <summary>
    /// Everything up to the last line that bears this time or an earlier one: what stands before it had been written by then, whatever a clock said
    /// that was wrong for a while.
    /// </summary>
    /// <param name="records">All of its lines from the first on, oldest first.</param>
    /// <returns>Null when nothing was recorded of it yet.</returns>
    public static TransferPackage? At(PackageName package, ServerTable servers, IReadOnlyList<TransferPackageRecord> records, DateTimeOffset at)
    {
        var count = records.Count;
        while (count > 0 && records[count - 1].At > at)
            count--;
        return count == 0 ? null : records.Take(count).Aggregate(new TransferPackage(package, servers), (state, record) => state.Apply(record));
    }

    /// <summary>The number of the first line that is missing; null when there are all, from 1 on.</summary>
    public static long? FirstMissing(IReadOnlyList<TransferPackageRecord> records)
    {
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Seq != i + 1)
                return i + 1;
        }

        return null;
    }
}

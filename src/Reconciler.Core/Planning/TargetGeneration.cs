using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>
/// Counts generations of a package's targets while <see cref="Existing.Refresh"/> stands: one more whenever a target is added, never for a
/// removal. Before the first count, the holders are the targets of generation 0.
/// </summary>
internal static class TargetGeneration
{
    /// <returns>What the Transfer Package is to record; null when targets do not count for this package.</returns>
    internal static Targets? Of(Package package, ServerSet wanted, TransferPackage record)
    {
        var last = record.Targets ?? new Targets(0, record.Held);
        if (package.Existing == Existing.Keep)
            return record.Targets is null ? null : last with { Servers = wanted };

        return new(wanted.IsSubsetOf(last.Servers) ? last.Generation : last.Generation + 1, wanted);
    }
}

using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>Which holders of the wanted digest are to be refreshed, and why.</summary>
internal static class Refreshes
{
    internal static ServerSet Stale(TransferPackage record, Targets? targets) =>
        record.Drifted | Asked(record) | Outdated(record, targets);

    /// <param name="added">Why the newest target is one; asked only when a generation is the cause.</param>
    internal static IEnumerable<(Cause Cause, ServerSet Servers)> ByCause(
        TransferPackage record, ServerSet refresh, Targets? targets, Func<Cause?> added)
    {
        var remaining = refresh;
        foreach (var unsure in record.Unsure.Where(unsure => remaining.Overlaps(unsure.Servers)))
        {
            yield return (Cause.Of($"interrupted {Moment.Text(unsure.Since)}"), remaining & unsure.Servers);
            remaining -= unsure.Servers;
        }

        foreach (var proof in record.Proofs.Where(proof => proof.IsDrifted && remaining.Overlaps(proof.Servers)))
        {
            yield return (Cause.Of($"drift found {Moment.Text(proof.At)}"), remaining & proof.Servers);
            remaining -= proof.Servers;
        }

        foreach (var asked in record.RefreshAsked.Where(asked => remaining.Overlaps(asked.Servers)))
        {
            var reason = asked.Reason is null ? "" : $": {asked.Reason}";
            yield return (Cause.Of($"refresh asked for {Moment.Text(asked.At)}{reason}"), remaining & asked.Servers);
            remaining -= asked.Servers;
        }

        if (!remaining.IsEmpty)
            yield return ((added() ?? Cause.Of("")) with { Fact = $"existing: refresh, and a server was added (targets {targets!.Generation})" }, remaining);
    }

    private static ServerSet Asked(TransferPackage record) =>
        record.RefreshAsked.Aggregate(record.Servers.Empty, (all, asked) => all | asked.Servers);

    private static ServerSet Outdated(TransferPackage record, Targets? targets) =>
        targets is null
            ? record.Servers.Empty
            : record.Holdings.Where(holding => holding.Generation < targets.Generation)
                .Aggregate(record.Servers.Empty, (all, holding) => all | holding.Servers);
}

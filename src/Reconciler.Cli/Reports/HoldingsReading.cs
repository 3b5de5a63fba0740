using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>Folds the records as far as they had been written at a point in time, through all their compactions.</summary>
internal sealed class HoldingsReading(HistoryReading history, ServerTable table)
{
    private readonly List<string> gaps = [];

    /// <summary>Packages whose earlier lines are not there any more, each in a sentence.</summary>
    internal IReadOnlyList<string> Gaps => gaps;

    /// <param name="servers">Every server that is recorded.</param>
    /// <param name="only">Null: all. By the name that it had, or has now.</param>
    internal Holdings At(DateTimeOffset at, IEnumerable<PackageName> packages, IEnumerable<ServerName> servers, ServerName? only)
    {
        var renamed = history.Renamed(servers);
        var records = packages.Select(package => (Package: package, Records: history.RecordsOf(package))).ToArray();
        var then = records.Select(package => Then(package.Package, package.Records, at)).OfType<TransferPackage>().ToArray();
        var named = then.SelectMany(package => package.Held | package.Interrupted).Distinct().ToDictionary(server => server, server => renamed.NowOf(server, at));
        var asked = only is { } name ? table.SetOf(named.Where(pair => pair.Key == name || pair.Value == name).Select(pair => pair.Key)) : table.SetOf(named.Keys);
        return new(
            at,
            [.. then.SelectMany(Held).Select(held => held with { Servers = held.Servers & asked }).Where(held => !held.Servers.IsEmpty)],
            [.. from package in then from unsure in package.Unsure where unsure.Servers.Overlaps(asked) select new UnsureThen(package.Name, unsure, unsure.Servers & asked)],
            named.Where(pair => pair.Key != pair.Value && asked.Contains(pair.Key)).ToImmutableSortedDictionary(),
            records.SelectMany(package => package.Records).Min(record => (DateTimeOffset?)record.At));
    }

    private TransferPackage? Then(PackageName package, IReadOnlyList<TransferPackageRecord> records, DateTimeOffset at)
    {
        if (EarlierTransferPackage.FirstMissing(records) is not { } missing)
            return EarlierTransferPackage.At(package, table, records, at);

        gaps.Add($"what {package} was before is not known: line {missing} of its records is in no file of the archive");
        return null;
    }

    private static IEnumerable<HeldThen> Held(TransferPackage package) =>
        from holding in package.Holdings.OrderBy(holding => holding.Version, StringComparer.Ordinal).ThenBy(holding => holding.Digest).ThenBy(holding => holding.Commit, StringComparer.Ordinal).ThenBy(holding => holding.Servers.First)
        let sure = holding.Servers - package.Interrupted
        from held in Proven(package, holding, sure)
        where !held.Servers.IsEmpty
        select held;

    private static IEnumerable<HeldThen> Proven(TransferPackage package, Holding holding, ServerSet servers)
    {
        foreach (var proof in package.Proofs.OrderBy(proof => proof.IsDrifted).ThenBy(proof => proof.Kind).ThenBy(proof => proof.At))
        {
            yield return new(package.Name, holding, proof, servers & proof.Servers);
            servers -= proof.Servers;
        }

        yield return new(package.Name, holding, Proof: null, servers);
    }
}

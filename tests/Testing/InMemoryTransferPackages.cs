using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Testing;

/// <summary>The recorded state without files. Shares its contract suite with the real one; lines go through the same text, so that times lose their fractions here too.</summary>
public sealed class InMemoryTransferPackages : ITransferPackages
{
    private readonly SortedDictionary<PackageName, List<byte[]>> packageLines = [];
    private readonly SortedDictionary<ServerName, List<byte[]>> serverLines = [];
    private ActualPlacement? actual;

    /// <summary>What is recorded now, for a test that restores it later.</summary>
    public InMemoryTransferPackages Copy()
    {
        var copy = new InMemoryTransferPackages();
        foreach (var (name, lines) in packageLines)
            copy.packageLines.Add(name, [.. lines]);
        foreach (var (name, lines) in serverLines)
            copy.serverLines.Add(name, [.. lines]);
        return copy;
    }

    public ActualPlacement Load(ServerTable servers, CancellationToken cancellationToken)
    {
        actual = ActualPlacement.None(servers);
        foreach (var (name, lines) in packageLines)
            actual = With(actual, lines.Aggregate(new TransferPackage(name, servers), (package, line) => package.Apply(line)));
        foreach (var (name, lines) in serverLines)
            actual = With(actual, lines.Aggregate(new ServerFacts(name), (facts, line) => facts.Apply(line)));
        return actual;
    }

    public ActualPlacement Append_NeedsLock(IStateLock held, IReadOnlyList<TransferPackageAppend> packages, IReadOnlyList<ServerAppend> servers)
    {
        var state = actual ?? throw new StateWriteException("memory", "it was not loaded");
        foreach (var append in packages)
        {
            var before = state.Packages.GetValueOrDefault(append.Package) ?? new TransferPackage(append.Package, state.Servers);
            var line = TransferPackageText.WriteRecord(new(before.Seq + 1, append.At, append.Order, append.Plan, append.Commit, append.Events)).ToArray();
            LinesOf(packageLines, append.Package).Add(line);
            state = With(state, before.Apply(line));
        }

        foreach (var append in servers)
        {
            var before = state.Facts.GetValueOrDefault(append.Server) ?? new ServerFacts(append.Server);
            var line = ServerFactsText.WriteRecord(new(before.Seq + 1, append.At, append.Events)).ToArray();
            LinesOf(serverLines, append.Server).Add(line);
            state = With(state, before.Apply(line));
        }

        return actual = state;
    }

    public void Tidy_NeedsLock(IStateLock held, CancellationToken cancellationToken)
    {
    }

    public IEnumerable<TransferPackageRecord> History(PackageName package, ServerTable servers) =>
        packageLines.GetValueOrDefault(package, []).Select(line => TransferPackageText.ReadRecord(servers, line)!);

    public IEnumerable<ServerRecord> History(ServerName server) =>
        serverLines.GetValueOrDefault(server, []).Select(line => ServerFactsText.ReadRecord(line)!);

    private static List<byte[]> LinesOf<TName>(SortedDictionary<TName, List<byte[]>> lines, TName name)
        where TName : notnull
    {
        if (!lines.TryGetValue(name, out var list))
            lines.Add(name, list = []);
        return list;
    }

    private static ActualPlacement With(ActualPlacement state, TransferPackage package) => state with
    {
        Packages = state.Packages.SetItem(package.Name, package),
        RecordedAt = package.RecordedAt > state.RecordedAt || state.RecordedAt is null ? package.RecordedAt : state.RecordedAt,
    };

    private static ActualPlacement With(ActualPlacement state, ServerFacts facts) => state with { Facts = state.Facts.SetItem(facts.Name, facts) };
}

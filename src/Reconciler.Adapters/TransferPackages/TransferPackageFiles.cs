using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>Transfer Packages and servers' facts as files of lines in the state directory.</summary>
public sealed class TransferPackageFiles(StateDirectory directory) : ITransferPackages
{
    private readonly EstateFile estateFile = new(directory);
    private Loaded? loaded;

    public ActualPlacement Load(ServerTable servers, CancellationToken cancellationToken)
    {
        var packages = new LineFolder<TransferPackage>(directory.TransferPackages, directory.Archive, new TransferPackageFormat(servers));
        var facts = new LineFolder<ServerFacts>(directory.Servers, directory.ArchivedServers, new ServerFormat());
        var estate = estateFile.Find()?.Id;
        var index = StateIndex.Read(directory.IndexFile, servers);
        packages.Load(index.Packages, estate, cancellationToken);
        facts.Load(index.Facts, estate, cancellationToken);

        loaded = new(servers, packages, facts) { Actual = Actual(servers, packages, facts) };
        return loaded.Actual;
    }

    public ActualPlacement Append_NeedsLock(IStateLock held, IReadOnlyList<TransferPackageAppend> packages, IReadOnlyList<ServerAppend> servers)
    {
        var state = Usable();
        var estate = estateFile.Find()?.Id ?? throw new InvalidOperationException("The estate must have its id before anything is recorded.");
        Check(state, packages, servers);

        var newPackages = new List<FoldedFile<TransferPackage>>(packages.Count);
        var newFacts = new List<FoldedFile<ServerFacts>>(servers.Count);
        try
        {
            foreach (var append in servers)
                state.Facts.SetAside(append.Server.Value);

            var lines = packages.Select(append => state.Packages.Next(append.Package.Value, seq => Line(append, seq), estate, newPackages.Add))
                .Concat(servers.Select(append => state.Facts.Next(append.Server.Value, seq => Line(append, seq), estate, newFacts.Add)));
            DurableAppends.Write(directory.Root, packages.Count + servers.Count, lines);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is on the disk is anybody's guess now: nothing may be added to it before it was read again.
            loaded = null;
            throw StateWrites.Failure(directory.Root, exception);
        }

        foreach (var file in newPackages)
            state.Packages.Appended(file.State.Name.Value, file);
        foreach (var file in newFacts)
            state.Facts.Appended(file.State.Name.Value, file);
        state.Actual = With(state.Actual, newPackages, newFacts);
        return state.Actual;
    }

    public void Tidy_NeedsLock(IStateLock held, CancellationToken cancellationToken)
    {
        var state = Usable();
        if (state.Packages.IsAsIndexed && state.Facts.IsAsIndexed)
            return;

        try
        {
            if (estateFile.Find()?.Id is { } estate)
            {
                state.Packages.Compact(estate, cancellationToken);
                state.Facts.Compact(estate, cancellationToken);
            }

            new StateIndex(state.Packages.ToIndex(), state.Facts.ToIndex()).Write(directory.IndexFile, state.Servers);
            state.Packages.IsAsIndexed = state.Facts.IsAsIndexed = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            loaded = null;
            throw StateWrites.Failure(directory.Root, exception);
        }
    }

    public IEnumerable<TransferPackageRecord> History(PackageName package, ServerTable servers) =>
        ArchivedLines.Read<TransferPackageRecord>(directory.Archive, directory.PackageFile(package), StateHeader.TransferPackage, package.Value, line =>
            TransferPackageText.ReadRecord(servers, line.Span) is { } record ? (record.Seq, record) : null);

    public IEnumerable<ServerRecord> History(ServerName server) =>
        ArchivedLines.Read<ServerRecord>(directory.ArchivedServers, directory.ServerFile(server), StateHeader.Server, server.Value, line =>
            ServerFactsText.ReadRecord(line.Span) is { } record ? (record.Seq, record) : null);

    private Loaded Usable() =>
        loaded ?? throw new StateWriteException(directory.Root, "it was not loaded, or an earlier write failed; nothing more is written before it was loaded anew");

    private static void Check(Loaded state, IReadOnlyList<TransferPackageAppend> packages, IReadOnlyList<ServerAppend> servers)
    {
        if (packages.DistinctBy(append => append.Package).Count() < packages.Count || servers.DistinctBy(append => append.Server).Count() < servers.Count)
            throw new ArgumentException("An append has one line a package and one a server.");

        foreach (var append in packages)
        {
            if (state.Packages.Corrupt.TryGetValue(append.Package.Value, out var damage))
                throw new StateWriteException(damage.Path, $"it cannot be read, so nothing is added to it: {damage.Reason}", damage);
        }
    }

    private static ReadOnlyMemory<byte> Line(TransferPackageAppend append, long seq) =>
        TransferPackageText.WriteRecord(new(seq, append.At, append.Order, append.Plan, append.Commit, append.Events));

    private static ReadOnlyMemory<byte> Line(ServerAppend append, long seq) =>
        ServerFactsText.WriteRecord(new(seq, append.At, append.Events));

    private static ActualPlacement Actual(ServerTable servers, LineFolder<TransferPackage> packages, LineFolder<ServerFacts> facts) => new(
        servers,
        packages.States.ToImmutableSortedDictionary(package => package.Name, package => package),
        facts.States.Concat(facts.Corrupt.Select(damaged => Damaged(damaged.Key, damaged.Value))).ToImmutableSortedDictionary(server => server.Name, server => server),
        packages.Corrupt.ToImmutableSortedDictionary(damaged => new PackageName(damaged.Key), damaged => damaged.Value.Message),
        packages.States.Max(package => package.RecordedAt));

    /// <summary>Nothing of it is known, which is told as its trouble; its next visit begins a new file.</summary>
    private static ServerFacts Damaged(string name, StateUnreadableException damage) =>
        new(new(name), Trouble: new(TroubleKind.IoError, DateTimeOffset.UnixEpoch, Attempt: 1, RetryAt: null, damage.Message));

    private static ActualPlacement With(ActualPlacement actual, List<FoldedFile<TransferPackage>> packages, List<FoldedFile<ServerFacts>> facts)
    {
        var newest = packages.Max(file => file.State.RecordedAt);
        return actual with
        {
            Packages = actual.Packages.SetItems(packages.Select(file => KeyValuePair.Create(file.State.Name, file.State))),
            Facts = actual.Facts.SetItems(facts.Select(file => KeyValuePair.Create(file.State.Name, file.State))),
            RecordedAt = newest > actual.RecordedAt || actual.RecordedAt is null ? newest : actual.RecordedAt,
        };
    }

    private sealed class Loaded(ServerTable servers, LineFolder<TransferPackage> packages, LineFolder<ServerFacts> facts)
    {
        public ServerTable Servers { get; } = servers;

        public LineFolder<TransferPackage> Packages { get; } = packages;

        public LineFolder<ServerFacts> Facts { get; } = facts;

        public required ActualPlacement Actual { get; set; }
    }
}

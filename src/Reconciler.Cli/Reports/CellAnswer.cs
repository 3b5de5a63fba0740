using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>Everything there is to say about one package on one server.</summary>
/// <param name="Declared">Null: the commit does not declare the package.</param>
/// <param name="Derivation">Null when package or server is not declared.</param>
/// <param name="Record">Of the package; what is said of other servers is of no interest.</param>
/// <param name="HeldSince">The line by which the server came to hold what it holds.</param>
/// <param name="Actions">Of the plan, for this cell only.</param>
internal sealed record CellAnswer(
    PlanMade Made,
    ServerName Server,
    PackageName Package,
    DesiredPackage? Declared,
    Derivation? Derivation,
    TransferPackage Record,
    TransferPackageRecord? HeldSince,
    ImmutableArray<PlanAction> Actions)
{
    /// <summary>What happened to the placement, as people are told it, oldest first.</summary>
    internal IReadOnlyList<HistoryEntry.OfPackage> Events { get; private init; } = [];

    /// <summary>The name under which the server is recorded, when its document has a new one.</summary>
    internal ServerName? FormerName { get; private init; }

    internal bool IsServerDeclared => Made.Desired.Groups.Declared.Contains(Server);

    internal bool IsWanted => Derivation?.IsWanted ?? false;

    /// <summary>That the server's rule gives it; where no rule does, the package's single one, if it has only one.</summary>
    internal DesiredVersion? Version => Declared?.For(Server) ?? (Declared?.Versions is [var single] ? single : null);

    internal DesiredContent.Known? Content => Version?.Content as DesiredContent.Known;

    private ServerName RecordedAs => FormerName ?? Server;

    internal ServerFacts? Facts => Made.Actual.Facts.GetValueOrDefault(RecordedAs);

    /// <summary>Of the server; null: none is in force.</summary>
    internal Suspension? Suspension => Made.Plan.Suspended.GetValueOrDefault(Server);

    internal string? Damage => Made.Actual.Corrupt.GetValueOrDefault(Package);

    internal Holding? Holding => Record.HoldingOf(RecordedAs);

    internal Proof? Proof => Record.ProofOf(RecordedAs);

    internal Trouble? Trouble => Record.TroubleOf(RecordedAs);

    internal Unsure? Unsure => Record.UnsureOf(RecordedAs);

    internal RefreshAsked? RefreshAsked => Record.RefreshAsked.FirstOrDefault(asked => asked.Servers.Contains(RecordedAs));

    internal IEnumerable<OutOfSight> OutOfSight => Record.OutOfSight.Where(tree => tree.Servers.Contains(RecordedAs)).OrderBy(tree => tree.Since);

    internal bool IsLeft => Record.Left.Contains(RecordedAs);

    /// <summary>Not wanted, held, and nothing is done about it: <c>prune: false</c>.</summary>
    internal bool IsDeclined => IsServerDeclared && !IsWanted && Holding is not null && Actions.IsEmpty;

    internal static CellAnswer Of(PlanMade made, ServerName server, PackageName package, StateFiles state)
    {
        var desired = made.Desired;
        var declared = desired.Packages.GetValueOrDefault(package);
        var formerName = made.Plan.Renames.Where(rename => rename.To == server).Select(rename => (ServerName?)rename.From).FirstOrDefault();
        var record = made.Actual.Packages.GetValueOrDefault(package) ?? new TransferPackage(package, made.Actual.Servers);
        var recordedAs = formerName ?? server;
        return new(
            made,
            server,
            package,
            declared,
            declared is null || !desired.Groups.Declared.Contains(server) ? null : new Derivations(desired).Of(declared, server),
            record,
            record.HoldingOf(recordedAs) is { } holding ? CellHistory.HeldSince(state.Packages.History(package, made.Actual.Servers), recordedAs, holding.Digest) : null,
            [
                .. from action in made.Plan.Actions
                   where action.Package == package && action.Servers.Contains(server)
                   select action.Within(action.Servers.Only(server)),
            ])
        {
            FormerName = formerName,
            Events = [.. new HistoryReading(state, made.Actual.Servers).OfCell(package, recordedAs).Where(entry => entry.IsTold)],
        };
    }

    /// <summary>The commit that made the line what it is, where that was after the last sync; null otherwise.</summary>
    internal string? ChangedBy(SourcePosition at) =>
        Made.Desired.Changes.Files.TryGetValue(at.File, out var change) && change.Lines.Contains(at.Line) ? change.CommitId : null;

    /// <summary><c>dp-par-02 should not hold office-viewer (excluded by except: [dp-par-02] at packages.yaml:22), and does not.</c></summary>
    internal string Verdict()
    {
        if (!IsServerDeclared)
            return $"{Server} is not declared at {Made.Desired.Commit.ShortId}, so that nothing is asked of it; {(Holding is { } left ? $"it still holds {Package} {VersionText.Of(left)}" : $"it does not hold {Package}")}.";

        var version = IsWanted && Content is { } content ? $" {content.Version}" : "";
        return $"{Server} should {(IsWanted ? "" : "not ")}hold {Package}{version} ({Reason()}), {Reality()}.";
    }

    private string Reason() => this switch
    {
        { Declared: null } => $"{Package} is not declared at {Made.Desired.Commit.ShortId}",
        _ => Derivation!.Reason,
    };

    private string Reality() => this switch
    {
        { Damage: not null } => "and nobody knows whether it does",
        { Unsure: not null } => "and what it holds is unsure",
        { IsWanted: true, Holding: null } => "and does not yet",
        { IsWanted: true, Holding: { } holding } when Content is { } content && holding.Digest != content.Digest => $"and holds {VersionText.Of(holding)}",
        { IsWanted: true, Proof.IsDrifted: true } => "and its content has drifted",
        { IsWanted: true } => "and does",
        { Holding: { } holding } => $"and still holds {VersionText.Of(holding)}",
        _ => "and does not",
    };
}

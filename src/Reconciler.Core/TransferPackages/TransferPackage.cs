using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>
/// The state of one package: which server holds which digest, proven when, with what trouble. A value; a line of the file turns it
/// into the next one (<see cref="TransferPackageFold"/>). Within each register the sets are disjoint, but for <see cref="OutOfSight"/>.
/// </summary>
public sealed record TransferPackage(PackageName Name, ServerTable Servers)
{
    /// <summary>Of the last line folded in; 0 before the first.</summary>
    public long Seq { get; init; }

    /// <summary>Of that line; null before the first.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    public ImmutableArray<Holding> Holdings { get; init; } = [];

    public ImmutableArray<Proof> Proofs { get; init; } = [];

    public ImmutableArray<Unsure> Unsure { get; init; } = [];

    public ImmutableArray<Trouble> Troubles { get; init; } = [];

    public ImmutableArray<OutOfSight> OutOfSight { get; init; } = [];

    public ImmutableArray<RefreshAsked> RefreshAsked { get; init; } = [];

    /// <summary>Null while the package never stood under <see cref="Existing.Refresh"/>.</summary>
    public Targets? Targets { get; init; }

    /// <summary>Undeclared servers that keep what they hold, and have been told of.</summary>
    public ServerSet Left { get; init; } = Servers.Empty;

    /// <summary>Highest order seen.</summary>
    public OrderNumber? LastOrder { get; init; }

    /// <summary>Every server that is recorded to hold the package, whatever the digest, unsure ones included.</summary>
    public ServerSet Held => Holdings.Aggregate(Servers.Empty, (all, holding) => all | holding.Servers);

    /// <summary>Every server where an action began and did not end.</summary>
    public ServerSet Interrupted => Unsure.Aggregate(Servers.Empty, (all, unsure) => all | unsure.Servers);

    /// <summary>Every server whose content was found to differ from what it should hold.</summary>
    public ServerSet Drifted => Proofs.Where(proof => proof.IsDrifted).Aggregate(Servers.Empty, (all, proof) => all | proof.Servers);

    /// <summary>Every server that is recorded to hold <paramref name="digest"/>.</summary>
    public ServerSet ServersHolding(Digest digest) =>
        Holdings.Where(holding => holding.Digest == digest).Aggregate(Servers.Empty, (all, holding) => all | holding.Servers);

    /// <summary>Whether anything is recorded of the server: that it holds or held the package, began, failed or was asked to refresh it.</summary>
    public bool Mentions(ServerName server) =>
        HoldingOf(server) is not null
        || UnsureOf(server) is not null
        || TroubleOf(server) is not null
        || OutOfSight.Any(tree => tree.Servers.Contains(server))
        || RefreshAsked.Any(asked => asked.Servers.Contains(server))
        || Left.Contains(server);

    public Holding? HoldingOf(ServerName server) => Holdings.FirstOrDefault(holding => holding.Servers.Contains(server));

    public Proof? ProofOf(ServerName server) => Proofs.FirstOrDefault(proof => proof.Servers.Contains(server));

    public Trouble? TroubleOf(ServerName server) => Troubles.FirstOrDefault(trouble => trouble.Servers.Contains(server));

    public Unsure? UnsureOf(ServerName server) => Unsure.FirstOrDefault(unsure => unsure.Servers.Contains(server));
}

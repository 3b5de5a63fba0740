using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Engine.Despooling;

/// <summary>What is to be compared with its record.</summary>
/// <param name="Servers">How to reach them; a server that is not in it is not looked at.</param>
/// <param name="IgnoreExtra">File names whose appearance is no drift.</param>
public sealed record VerifyRequest(
    ImmutableArray<VerifySet> Sets,
    ImmutableDictionary<ServerName, DistributionServer> Servers,
    ProofKind Proof,
    ImmutableArray<string> IgnoreExtra,
    ActualPlacement Recorded,
    RunIdentity Run)
{
    /// <inheritdoc cref="DespoolRequest.GiveWay"/>
    public CancellationToken GiveWay { get; init; }
}

/// <summary>Servers that are recorded to hold a digest of a package.</summary>
public sealed record VerifySet(PackageName Package, string PublishAs, Digest Digest, ServerSet Servers);

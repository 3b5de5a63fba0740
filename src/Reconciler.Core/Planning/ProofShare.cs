using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>Placements that are kept and whose last proof is of one kind.</summary>
/// <param name="Stale">Those of them whose proof is older than <c>verify.every</c>.</param>
public sealed record ProofShare(ProofKind Kind, int Placements, int Stale, DateTimeOffset Oldest);

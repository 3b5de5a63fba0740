using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>Placements that are kept and whose last proof is of one kind.</summary>
/// <param name="Stale">Those of them whose proof is older than <c>verify.every</c>.</param>
public sealed record ProofShare(ProofKind Kind, int Placements, int Stale, DateTimeOffset Oldest)
{
    internal static ImmutableArray<ProofShare> Of(Plan plan, ActualPlacement actual, TimeSpan verifyEvery)
    {
        var proven = from keep in plan.Keeps
                     from proof in actual.Packages.GetValueOrDefault(keep.Package)?.Proofs ?? []
                     where !proof.IsDrifted && proof.Servers.Overlaps(keep.Servers)
                     select (proof.Kind, proof.At, (proof.Servers & keep.Servers).Count);
        return
        [
            .. from part in proven
               group part by part.Kind into kind
               orderby kind.Key
               select new ProofShare(
                   kind.Key,
                   kind.Sum(part => part.Count),
                   kind.Where(part => part.At + verifyEvery <= plan.MadeAt).Sum(part => part.Count),
                   kind.Min(part => part.At)),
        ];
    }
}

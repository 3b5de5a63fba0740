using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Engine.Despooling;

namespace Reconciler.Engine.Reconciling;

/// <summary>
/// Placements whose proof is older than the Policy wants, the oldest first, as many as a slice of the budget allows. A proof of the future, from before
/// the clock was put back, says nothing about its age.
/// </summary>
/// <param name="Bytes">Of all of them together.</param>
internal sealed record DueVerification(ImmutableArray<VerifySet> Sets, long Bytes)
{
    /// <summary>What looking at one file costs where nothing of it is read.</summary>
    private const long BytesOfALook = 4096;

    /// <param name="choice">Everything that could be looked at.</param>
    /// <param name="atMost">At least one placement is taken, however large.</param>
    internal static DueVerification Of(
        VerifyChoice choice, ActualPlacement actual, Policy policy, Func<Digest, Manifest?> findManifest, DateTimeOffset now, long atMost)
    {
        var troubled = actual.Servers.SetOf(actual.Facts.Values.Where(facts => facts.Trouble is not null).Select(facts => facts.Name));
        var due = from set in choice.Sets
                  from proof in actual.Packages[set.Package].Proofs
                  where !proof.IsDrifted && (proof.At + policy.VerifyEvery <= now || proof.At > now)
                  let servers = (proof.Servers & set.Servers) - troubled
                  where !servers.IsEmpty
                  orderby proof.At
                  select set with { Servers = servers };
        var chosen = ImmutableArray.CreateBuilder<VerifySet>();
        var bytes = 0L;
        foreach (var set in due)
        {
            if (chosen.Count > 0 && bytes >= atMost)
                break;

            var each = Cost(findManifest(set.Digest), policy.VerifyProof);
            var count = (int)Math.Clamp((atMost - bytes) / each, 1, set.Servers.Count);
            chosen.Add(set with { Servers = actual.Servers.SetOf(set.Servers.ByName().Take(count)) });
            bytes += each * count;
        }

        return new(chosen.ToImmutable(), bytes);
    }

    private static long Cost(Manifest? manifest, ProofKind proof) =>
        Math.Max(BytesOfALook, proof >= ProofKind.RemoteHash ? manifest?.SizeBytes ?? 0 : BytesOfALook * (manifest?.Entries.Length ?? 1));
}

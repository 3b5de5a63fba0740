using System.Collections.Immutable;
using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Status;

/// <summary>Counts one <see cref="Tally"/>.</summary>
internal sealed class TallyCounter
{
    private readonly int[] toDo = new int[Enum.GetValues<ActionKind>().Length];
    private readonly int[] onHold = new int[Enum.GetValues<HoldReason>().Length];
    private int desired, actual, held;
    private TroubleCounts facts;
    private ProofAge? oldest;

    internal void Desired(int count) => desired += count;

    internal void Actual(int count) => actual += count;

    internal void Held(int count) => held += count;

    internal void Facts(TroubleCounts more) => facts = new(
        facts.Drifted + more.Drifted, facts.Interrupted + more.Interrupted, facts.Failed + more.Failed, facts.Declined + more.Declined);

    internal void Action(PlanAction action, int count)
    {
        if (action.Hold is { } hold)
            onHold[(int)hold.Reason] += count;
        else
            toDo[(int)action.Kind] += count;
    }

    internal void Proof(Proof proof)
    {
        if (oldest is null || proof.At < oldest.At || (proof.At == oldest.At && proof.Kind < oldest.Kind))
            oldest = new(proof.Kind, proof.At);
    }

    internal Tally ToTally() => new(desired, actual, held, Counts<ActionKind>(toDo), Counts<HoldReason>(onHold), facts, oldest);

    private static ImmutableSortedDictionary<TKind, int> Counts<TKind>(int[] counts)
        where TKind : struct, Enum =>
        Enum.GetValues<TKind>().Zip(counts).Where(pair => pair.Second > 0).ToImmutableSortedDictionary(pair => pair.First, pair => pair.Second);
}

using System.Collections.Immutable;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Status;

/// <summary>Placements of one package or one server, counted.</summary>
/// <param name="Desired">Should be there.</param>
/// <param name="Actual">Are there as they should be, without doubt.</param>
/// <param name="Held">Are recorded, whatever the content.</param>
/// <param name="ToDo">What a sync would do, by kind; without what is held.</param>
/// <param name="OnHold">What must wait, by reason.</param>
/// <param name="Facts">What is recorded besides.</param>
/// <param name="OldestProof">Of what is there as it should be; null when nothing is.</param>
public sealed record Tally(
    int Desired,
    int Actual,
    int Held,
    ImmutableSortedDictionary<ActionKind, int> ToDo,
    ImmutableSortedDictionary<HoldReason, int> OnHold,
    TroubleCounts Facts,
    ProofAge? OldestProof);

/// <param name="Drifted">Content found to differ.</param>
/// <param name="Interrupted">An action began and did not end.</param>
/// <param name="Failed">The last attempt failed.</param>
/// <param name="Declined">Not wanted any more, and kept: <c>prune: false</c>.</param>
public readonly record struct TroubleCounts(int Drifted, int Interrupted, int Failed, int Declined);

/// <summary>How and when something was last proven.</summary>
public sealed record ProofAge(ProofKind Kind, DateTimeOffset At);

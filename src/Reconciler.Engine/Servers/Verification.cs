using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Servers;

/// <param name="Differences">Sorted by path; empty when the tree is as it should be.</param>
public sealed record Verification(ImmutableArray<Difference> Differences)
{
    public static Verification Equal { get; } = new([]);

    /// <summary>Where it was proven otherwise than was asked: better, since this server cannot do that. Null: as was asked.</summary>
    public ProofKind? Proof { get; init; }

    public bool IsEqual => Differences.IsEmpty;
}

/// <param name="Path">Inside the package; empty for the package itself.</param>
public sealed record Difference(DifferenceKind Kind, string Path);

public enum DifferenceKind
{
    Missing,
    Extra,
    ContentDiffers,
    SizeDiffers,
    TimeDiffers,
    ModeDiffers,
    LinkDiffers,
    KindDiffers,

    /// <summary>Not the one that was published: another directory stands at the package's path, another file in its tree.</summary>
    Replaced,

    ReceiptMissing,
}

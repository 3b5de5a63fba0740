using System.Collections.Immutable;
using Reconciler.Core.Commits;
using Reconciler.Core.Planning;

namespace Reconciler.Engine.Reconciling;

/// <summary>The plan of one change: of what will stand once it is made, compared with the plan of what stands there now.</summary>
/// <param name="Into">What it is to be merged into, or happens to.</param>
/// <param name="Change">The change itself, before it is merged; the commit that is reverted; of a loss, <paramref name="Into"/>.</param>
/// <param name="Without">The plan of <paramref name="Into"/>, over the same records.</param>
/// <param name="With">The plan with the change.</param>
/// <param name="IsAssumed">There are no records: both plans take for granted that every server holds what <paramref name="Into"/> says.</param>
public sealed record ChangeMade(CommitInfo Into, CommitInfo Change, PlanMade Without, PlanMade With, bool IsAssumed)
{
    public ChangeKind Kind { get; init; }

    /// <summary>Of a merge that is reverted, the commit that is gone back to; null for every other change.</summary>
    public string? Parent { get; init; }

    /// <summary>Of a loss, the servers and sites, as they were named.</summary>
    public ImmutableArray<string> Lost { get; init; } = [];

    /// <summary>What a loss leaves too few copies of.</summary>
    public ImmutableArray<GuardFinding> Losses { get; init; } = [];

    /// <summary>Each part with its details.</summary>
    public PlanComparison Comparison => field ??= Compared();

    private PlanComparison Compared()
    {
        var comparison = PlanComparison.Of(Without.Plan, With.Plan);
        var change = comparison.Change with { Guards = [.. Losses.Concat(comparison.Change.Guards)] };
        return new(With.Detailed(change), With.Detailed(comparison.Pending), Without.Detailed(comparison.Undone));
    }
}

public enum ChangeKind
{
    /// <summary>A commit is merged.</summary>
    Merge,

    /// <summary>A commit is reverted.</summary>
    Revert,

    /// <summary>Servers are gone.</summary>
    Loss,
}

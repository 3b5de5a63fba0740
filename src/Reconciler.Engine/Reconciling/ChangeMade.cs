using Reconciler.Core.Commits;
using Reconciler.Core.Planning;

namespace Reconciler.Engine.Reconciling;

/// <summary>The plan of one change: of what will stand once it is merged, compared with the plan of what stands there now.</summary>
/// <param name="Into">What it is to be merged into.</param>
/// <param name="Change">The change itself, before it is merged.</param>
/// <param name="Without">The plan of <paramref name="Into"/>, over the same records.</param>
/// <param name="With">The plan of the merge.</param>
/// <param name="IsAssumed">There are no records: both plans take for granted that every server holds what <paramref name="Into"/> says.</param>
public sealed record ChangeMade(CommitInfo Into, CommitInfo Change, PlanMade Without, PlanMade With, bool IsAssumed)
{
    /// <summary>Each part with its details.</summary>
    public PlanComparison Comparison { get; } = Detailed(PlanComparison.Of(Without.Plan, With.Plan), Without, With);

    private static PlanComparison Detailed(PlanComparison parts, PlanMade without, PlanMade with) =>
        new(with.Detailed(parts.Change), with.Detailed(parts.Pending), without.Detailed(parts.Undone));
}

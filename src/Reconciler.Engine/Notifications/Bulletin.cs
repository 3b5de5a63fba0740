using System.Collections.Immutable;
using Reconciler.Core.Commits;
using Reconciler.Core.Planning;

namespace Reconciler.Engine.Notifications;

/// <summary>How things stand at the end of a pass, for those who want to be told when that changes.</summary>
/// <param name="Reason">One word that never changes, as conditions have it: <c>Converged</c>, <c>OnHold</c>, <c>CommitInvalid</c>, …</param>
/// <param name="Key">Two bulletins with the same key say the same: neither counts nor times are in it. One word and a hash.</param>
public sealed record Bulletin(DateTimeOffset At, BulletinState State, string Reason, string Key)
{
    /// <summary>The newest commit that was read; null when none was.</summary>
    public CommitInfo? Commit { get; init; }

    /// <summary>Id of the commit that is kept up in the place of <see cref="Commit"/>; null when that is <see cref="Commit"/> itself, or there is none.</summary>
    public string? Kept { get; init; }

    /// <summary>Why the newest commit is not used, or what cannot be read; null when neither is so.</summary>
    public string? Obstacle { get; init; }

    /// <summary>What must be typed behind <c>reconciler approve</c>; null when nothing waits for that.</summary>
    public string? Approve { get; init; }

    /// <summary>What is left; null when nothing was planned.</summary>
    public PlanCounts? Left { get; init; }

    /// <summary>What the last plan with something to do was to do; null where it is not known, or where it is not done.</summary>
    public PlanCounts? Done { get; init; }

    /// <summary>What is wrong, at most <see cref="Notifications.Findings.Most"/>.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Findings that are not among <see cref="Findings"/>.</summary>
    public int MoreFindings { get; init; }
}

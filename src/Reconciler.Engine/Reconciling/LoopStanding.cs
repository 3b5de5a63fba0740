using System.Collections.Immutable;
using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Reconciling;

/// <summary>What only the loop knows of how things stand; the rest is in the records.</summary>
/// <param name="Attempted">The newest commit that was read; null when none was.</param>
/// <param name="At">When.</param>
/// <param name="Obstacle">Why the newest commit is not what is kept up; null when it is.</param>
public sealed record LoopStanding(string? Attempted, DateTimeOffset At, LoopObstacle? Obstacle);

/// <param name="Reason">One of <see cref="Reasons"/>.</param>
public sealed record LoopObstacle(string Reason, string Message)
{
    public const string CommitInvalid = "CommitInvalid";

    public const string CommitRefused = "CommitRefused";

    public const string RepositoryUnreadable = "RepositoryUnreadable";

    public const string StateFailed = "StateFailed";

    /// <summary>Words that never change.</summary>
    public static ImmutableArray<string> Reasons { get; } = [CommitInvalid, CommitRefused, RepositoryUnreadable, StateFailed];

    public static string ReasonOf(LoopEvent.Unusable unusable) => unusable.Reading is null ? CommitRefused : CommitInvalid;

    public static string ReasonOf(LoopEvent.Failed failed) => failed.Failure is RepositoryException ? RepositoryUnreadable : StateFailed;
}

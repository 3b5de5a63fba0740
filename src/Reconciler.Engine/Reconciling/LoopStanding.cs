namespace Reconciler.Engine.Reconciling;

/// <summary>What only the loop knows of how things stand; the rest is in the records.</summary>
/// <param name="Attempted">The newest commit that was read; null when none was.</param>
/// <param name="At">When.</param>
/// <param name="Obstacle">Why the newest commit is not what is kept up; null when it is.</param>
public sealed record LoopStanding(string? Attempted, DateTimeOffset At, LoopObstacle? Obstacle)
{
    /// <summary><c>main@sha1:</c> and the id in full, of what was attempted; null when nothing was.</summary>
    public string? Revision { get; init; }
}

/// <param name="Reason">A word that never changes: <c>CommitInvalid</c>, <c>CommitRefused</c>, <c>RepositoryUnreadable</c>, <c>StateFailed</c>.</param>
public sealed record LoopObstacle(string Reason, string Message);

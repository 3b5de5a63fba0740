namespace Reconciler.Core.Status;

/// <summary>Why something is told. The words are an interface: one is never given another meaning, and none goes away.</summary>
public enum EventReason
{
    EstateStarted,
    Planned,
    PlanKept,
    Claimed,
    Placed,
    Updated,
    Refreshed,
    Found,
    Surprised,
    Removed,
    Cleaned,
    Failed,
    ServerFailed,
    SourceFailed,
    RemovalsHeld,
    Drifted,
    Verified,
    Converged,
    NotConverged,
    Waiting,
    CommitInvalid,
    CommitRefused,
    CommitSuperseded,
    RepositoryUnreadable,
    StateFailed,
    StateNotPublished,

    StatePublished,

    NotificationFailed,
    NotificationDelivered,
}

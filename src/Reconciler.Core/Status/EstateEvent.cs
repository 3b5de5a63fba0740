namespace Reconciler.Core.Status;

/// <summary>Something that a sync or the loop told.</summary>
/// <param name="Message">For people; one line.</param>
/// <param name="Commit">Of the configuration repository; null where none is meant.</param>
public sealed record EstateEvent(DateTimeOffset At, EventReason Reason, string Message, string? Commit = null)
{
    /// <summary>Of the commit, with the branch or tag that was followed: <c>main@sha1:</c> and the id in full.</summary>
    public string? Revision { get; init; }

    public string? Package { get; init; }

    public string? Server { get; init; }

    public bool IsWarning => Reason
        is EventReason.Surprised or EventReason.Failed or EventReason.ServerFailed or EventReason.SourceFailed or EventReason.RemovalsHeld or EventReason.PlanKept
        or EventReason.Drifted or EventReason.NotConverged or EventReason.CommitInvalid or EventReason.CommitRefused or EventReason.RepositoryUnreadable
        or EventReason.StateFailed or EventReason.StateNotPublished or EventReason.NotificationFailed;
}

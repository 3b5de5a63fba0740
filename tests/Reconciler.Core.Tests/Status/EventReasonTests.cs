using Reconciler.Core.Status;

namespace Reconciler.Core.Tests.Status;

public sealed class EventReasonTests
{
    [Fact]
    public void Reasons_AreTheseWords() => Assert.Equal(
        """
        EstateStarted Planned PlanKept Claimed Placed Updated Refreshed Found Surprised Removed Cleaned Failed ServerFailed SourceFailed RemovalsHeld Drifted
        Verified Converged NotConverged Waiting CommitInvalid CommitRefused CommitSuperseded RepositoryUnreadable StateFailed
        StateNotPublished StatePublished NotificationFailed NotificationDelivered
        """.Replace('\n', ' '),
        string.Join(' ', Enum.GetNames<EventReason>()));
}

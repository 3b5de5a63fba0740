using Reconciler.Core.Planning;

namespace Reconciler.Engine.Notifications;

/// <summary>News about commits, for the host of the repository: pending, success or failure, each once.</summary>
internal static class CommitNews
{
    internal static Notice? Of(Told? told, Bulletin bulletin, ReceiverRules rules, DateTimeOffset now)
    {
        if (!News.Concerns(rules, bulletin))
            return null;

        var commit = bulletin.Commit!;
        if (told is { Commit: { } open } && open != commit.Id && IsOpen(told.State))
            return Notice(new($"{open} superseded", BulletinState.Converged, now) { Commit = open }, CommitState.Superseded, $"Superseded by {commit.ShortId} before it was everywhere");

        // Trying again what failed does not begin the commit anew.
        if (bulletin.State == BulletinState.Placing && told?.Commit == commit.Id)
            return null;

        var (state, description) = Status(bulletin);
        var key = state == CommitState.Failure || bulletin.State == BulletinState.ApprovalNeeded ? bulletin.Key : state.ToString();
        return told?.Key == $"{commit.Id} {key}" ? null : Notice(new($"{commit.Id} {key}", bulletin.State, now) { Commit = commit.Id }, state, description);

        Notice Notice(Told after, CommitState state, string description)
        {
            var delivery = News.Delivery(rules, told, after.Key, now);
            return new Notice.Status(delivery, after with { Delivery = delivery }, after.Commit!, state, description);
        }
    }

    private static bool IsOpen(BulletinState state) => state is BulletinState.Placing or BulletinState.ApprovalNeeded;

    private static (CommitState State, string Description) Status(Bulletin bulletin) => bulletin.State switch
    {
        BulletinState.Converged => (CommitState.Success, "Every distribution server holds what it says"),
        BulletinState.Waiting => (CommitState.Success, $"Placed; {PlanText.Count(bulletin.Left!.OnHold, "placement")} wait as declared"),
        BulletinState.Placing => (CommitState.Pending, NoticeText.ToDo(bulletin.Left!) is { Length: > 0 } text ? text : "Begun"),
        BulletinState.ApprovalNeeded => (CommitState.Pending, bulletin.Approve is { } hash ? $"Removals wait for 'reconciler approve {hash}'" : "Removals wait for an approval"),
        BulletinState.NotUsed => (CommitState.Failure, $"Not used: {bulletin.Obstacle ?? bulletin.Findings[0].Message}"),
        _ => (CommitState.Failure, $"Not converged: {bulletin.Findings[0].Message}"),
    };
}

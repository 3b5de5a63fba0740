using Reconciler.Core.Planning;
using Reconciler.Engine.Notifications;

namespace Reconciler.Engine.Tests.Notifications;

/// <summary>A commit's status: what follows what, and what is not said twice.</summary>
public sealed class CommitNewsTests
{
    private static readonly DateTimeOffset now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);
    private static readonly ReceiverRules rules = new("host", ReceiverWish.CommitStatus, TimeSpan.FromDays(1), TimeSpan.FromMinutes(5));

    [Fact]
    public void Statuses_OfACommitWithTrouble_AreEachSaidOnce()
    {
        var told = Say(null, [
            Of('a', BulletinState.Placing), Of('a', BulletinState.NotConverged, "x"), Of('a', BulletinState.Placing), Of('a', BulletinState.NotConverged, "x"),
            Of('a', BulletinState.NotConverged, "y"), Of('a', BulletinState.Placing), Of('a', BulletinState.Converged, "g"), Of('a', BulletinState.Converged, "h"),
            Of('a', BulletinState.Unreadable), Of('b', BulletinState.NotUsed, "n"), Of('b', BulletinState.NotUsed, "n"), Of('c', BulletinState.Waiting),
        ]);

        Assert.Equal(
            ["aaaaaaa Pending", "aaaaaaa Failure", "aaaaaaa Failure", "aaaaaaa Success", "bbbbbbb Failure", "ccccccc Success"],
            told.Select(status => $"{status.Commit[..7]} {status.State}"));
    }

    [Theory]
    [InlineData(BulletinState.Placing)]
    [InlineData(BulletinState.ApprovalNeeded)]
    public void Status_OfACommitThatANewerOneOvertook_IsNotLeftPending(BulletinState open)
    {
        var told = Say(null, [Of('a', open), Of('b', BulletinState.Converged)]);

        Assert.Equal(["aaaaaaa Pending", "aaaaaaa Superseded", "bbbbbbb Success"], told.Select(status => $"{status.Commit[..7]} {status.State}"));
        Assert.Equal("Superseded by bbbbbbb before it was everywhere", told[1].Description);
    }

    [Fact]
    public void Status_OfRemovalsThatWait_SaysWhatToType()
    {
        var status = Assert.Single(Say(null, [Of('a', BulletinState.ApprovalNeeded) with { Approve = "3fa9c1d2" }]));

        Assert.Equal((CommitState.Pending, "Removals wait for 'reconciler approve 3fa9c1d2'"), (status.State, status.Description));
    }

    /// <summary>Until each bulletin is no news any more.</summary>
    private static List<Notice.Status> Say(Told? told, Bulletin[] bulletins)
    {
        var said = new List<Notice.Status>();
        foreach (var bulletin in bulletins)
        {
            while (News.Of(new(told, Tried: null), bulletin, rules, now) is { } notice)
            {
                said.Add(Assert.IsType<Notice.Status>(notice));
                told = notice.After;
            }
        }

        return said;
    }

    private static Bulletin Of(char commit, BulletinState state, string key = "") => new(now, state, "Reason", $"{state} {key}")
    {
        Commit = new(new(commit, 40), "main", "a commit", now),
        Left = new PlanCounts(1, 0, 0, 0, 2, 0, 0, 0, 1),
        Findings = [new("unreachable", "dp-1: no answer", ["dp-1"], ["viewer"])],
    };
}

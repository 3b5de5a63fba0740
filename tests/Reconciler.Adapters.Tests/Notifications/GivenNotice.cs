using System.Collections.Immutable;
using Reconciler.Adapters.Notifications;
using Reconciler.Core.Commits;
using Reconciler.Core.Planning;
using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Tests.Notifications;

/// <summary>Notices, and how receivers are reached, as tests need them.</summary>
internal static class GivenNotice
{
    internal const string Secret = "canary-of-the-secret";

    internal static readonly DateTimeOffset Now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    internal static readonly EstateNames Estate = new("emea", () => "0123456789abcdef0123456789abcdef", "https://estate.example.com/");

    private const string Delivery = "00112233445566778899aabbccddeeff";

    private static readonly CommitInfo commit = new("3fa9c1d27c3ad3540bb803c020b3aee66cd88871", "main", "Add <@U1> & *dp-3* `to` the offices\u202E", Now);

    private static readonly ImmutableArray<Finding> findings =
    [
        new("unreachable", "dp-1, dp-2, dp-3 and 14 more: since 2026-11-22 13:12Z: no answer <!channel>", ["dp-1", "dp-2", "dp-3"], ["viewer"]) { ServerCount = 17, Placements = 212 },
        new("source-failed", "viewer on dp-9: packages/viewer\ncannot be read & `rm`", ["dp-9"], ["viewer"]) { Placements = 1 },
    ];

    internal static Notice.Message Trouble { get; } = Message(NoticeKind.Changed, new Bulletin(Now, BulletinState.NotConverged, "OnHold", "key")
    {
        Commit = commit,
        Left = new PlanCounts(0, 0, 0, 0, 213, 4000, 0, 0, 0),
        Findings = findings,
        MoreFindings = 3,
    });

    internal static Notice.Message Recovery { get; } = Message(NoticeKind.Recovered, new Bulletin(Now, BulletinState.Converged, "Converged", "key")
    {
        Commit = commit,
        Left = new PlanCounts(0, 0, 0, 0, 0, 4213, 0, 0, 0),
        Done = new PlanCounts(12, 3, 0, 1, 0, 4197, 0, 0, 0),
    });

    internal static Notice.Message Approval { get; } = Message(NoticeKind.Reminder, new Bulletin(Now, BulletinState.ApprovalNeeded, "OnHold", "key")
    {
        Commit = commit,
        Approve = "a1b2c3d4",
        Left = new PlanCounts(0, 0, 0, 0, 40, 100, 0, 0, 0),
        Findings = [new("guard", "40 removals are more than the 10 that a plan may hold", ["dp-1"], ["viewer"]) { Placements = 40 }],
    });

    internal static Notice.Message Refusal { get; } = Message(NoticeKind.Changed, new Bulletin(Now, BulletinState.NotUsed, "CommitInvalid", "key")
    {
        Commit = commit,
        Kept = new string('b', 40),
        Left = new PlanCounts(0, 0, 0, 0, 0, 4213, 0, 0, 0),
        Findings = [new("RCN2004", "stores/london.yaml:12:11: error RCN2004: unknown field 'bandwith'; did you mean 'bandwidth'?", [], [])],
    });

    internal static Notice.Test Test { get; } = new(Delivery, new("test", BulletinState.Converged, Now), commit.Id);

    internal static Notice.Status Status(CommitState state, string description) =>
        new(Delivery, new("key", BulletinState.Converged, Now) { Commit = commit.Id }, commit.Id, state, description);

    internal static ReceiverAccess Access(ReceiverKind kind, Uri url) => new("ops", kind, () => url.OriginalString, IsUrlOpen: kind is not (ReceiverKind.Slack or ReceiverKind.Teams))
    {
        Secret = () => Secret,
        Token = () => Secret,
        Repository = kind == ReceiverKind.GitLab ? "acme/it/estate" : "acme/estate",
        Context = "reconciler/emea",
    };

    private static Notice.Message Message(NoticeKind kind, Bulletin bulletin) => new(
        Delivery, new("key", bulletin.State, Now) { Commit = commit.Id }, kind, bulletin, kind == NoticeKind.Changed ? null : Now.AddHours(-3));
}

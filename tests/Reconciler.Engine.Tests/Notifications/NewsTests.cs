using Reconciler.Engine.Notifications;

namespace Reconciler.Engine.Tests.Notifications;

/// <summary>What is told, and what is not told again.</summary>
public sealed class NewsTests
{
    private static readonly DateTimeOffset now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);
    private static readonly ReceiverRules all = new("chat", ReceiverWish.All, TimeSpan.FromDays(1), TimeSpan.FromMinutes(5));
    private static readonly ReceiverRules failures = all with { Wish = ReceiverWish.Failures };

    [Fact]
    public void Of_WhatTheReceiverKnows_IsNoNews() => Assert.Null(News.Of(Knows(ToldOf(Bad("a"))), Bad("a"), all, now));

    [Fact]
    public void Of_OtherTrouble_IsNews() => Assert.Equal(NoticeKind.Changed, Message(ToldOf(Bad("a")), Bad("b"), all).Kind);

    [Fact]
    public void Of_TheEndOfTrouble_IsToldWithItsBeginning()
    {
        var told = ToldOf(Bad("a")) with { Since = now.AddHours(-3) };

        foreach (var rules in new[] { all, failures })
        {
            var message = Message(told, Good("g"), rules);
            Assert.Equal((NoticeKind.Recovered, now.AddHours(-3), null), (message.Kind, message.Since, message.After.Since));
            Assert.Equal("emea: recovered, converged at ddddddd; there was trouble for 3 h", NoticeText.Title(message, "emea"));
        }
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    public void Of_TroubleThatLasts_IsToldAgainAfterADay(int hours, bool isNews) =>
        Assert.Equal(isNews, News.Of(Knows(ToldOf(Bad("a"))), Bad("a"), all, now.AddHours(hours)) is Notice.Message { Kind: NoticeKind.Reminder });

    [Fact]
    public void Of_TroubleThatLasts_IsNeverToldAgainWhereNobodyWantsThat() =>
        Assert.Null(News.Of(Knows(ToldOf(Bad("a"))), Bad("a"), all with { RemindEvery = null }, now.AddYears(1)));

    [Fact]
    public void Of_GoodNews_IsNoneForWhoeverWantsFailures()
    {
        Assert.Null(News.Of(default, Good("g"), failures, now));
        Assert.Null(News.Of(Knows(ToldOf(Good("g"))), Good("h"), failures, now));
        Assert.NotNull(News.Of(default, Good("g"), all, now));
        Assert.NotNull(News.Of(Knows(ToldOf(Good("g"))), Good("h"), all, now));
    }

    [Fact]
    public void Of_APassThatIsNotOver_IsNoNewsForPeople() => Assert.Null(News.Of(default, new Bulletin(now, BulletinState.Placing, "Progressing", "p"), all, now));

    [Fact]
    public void Since_OfTroubleThatChanges_StaysTheFirst()
    {
        var first = Message(null, Bad("a"), all).After;

        Assert.Equal(now, Message(first, Bad("b") with { At = now.AddHours(1) }, all).After.Since);
    }

    /// <summary>Told that all is well; then trouble was sent, and nobody knows whether it arrived.</summary>
    [Fact]
    public void Of_WhatMayHaveArrived_IsSentAgainOrPutRight()
    {
        var trouble = Message(ToldOf(Good("g")), Bad("a"), all);
        var known = new Known(ToldOf(Good("g")), trouble.After);

        Assert.Equal(trouble.Delivery, News.Of(known, Bad("a"), all, now.AddHours(1))!.Delivery);
        Assert.Equal(NoticeKind.Recovered, Assert.IsType<Notice.Message>(News.Of(known, Good("g"), all, now)).Kind);
        Assert.Equal(NoticeKind.Recovered, Assert.IsType<Notice.Message>(News.Of(known, Good("g"), failures, now)).Kind);
        Assert.Equal(NoticeKind.Changed, Assert.IsType<Notice.Message>(News.Of(known, Bad("b"), all, now)).Kind);
    }

    [Fact]
    public void Due_OfTheBeginningOfTrouble_IsAtOnceAndTheRestWaits()
    {
        DateTimeOffset Due(Told? told, Bulletin bulletin) => News.Due(Knows(told), News.Of(Knows(told), bulletin, all, now.AddDays(2))!, all);

        Assert.Equal(DateTimeOffset.MinValue, Due(null, Good("g")));
        Assert.Equal(DateTimeOffset.MinValue, Due(ToldOf(Good("g")), Bad("a")));
        Assert.Equal(now.AddMinutes(5), Due(ToldOf(Bad("a")), Good("g")));
        Assert.Equal(now.AddMinutes(5), Due(ToldOf(Bad("a")), Bad("b")));
        Assert.Equal(now.AddMinutes(5), Due(ToldOf(Good("g")), Good("h")));
    }

    internal static Bulletin Good(string key) => new(now, BulletinState.Converged, "Converged", key) { Commit = new(new('d', 40), "main", "a commit", now) };

    internal static Bulletin Bad(string key) => Good(key) with { State = BulletinState.NotConverged, Reason = "OnHold", Findings = [new("unreachable", "dp-1: no answer", ["dp-1"], ["viewer"])] };

    internal static Told ToldOf(Bulletin bulletin) => new(bulletin.Key, bulletin.State, now) { Commit = bulletin.Commit?.Id };

    private static Known Knows(Told? told) => new(told, Tried: null);

    private static Notice.Message Message(Told? told, Bulletin bulletin, ReceiverRules rules) => Assert.IsType<Notice.Message>(News.Of(Knows(told), bulletin, rules, now));
}

namespace Reconciler.Engine.Notifications;

/// <summary>News for people.</summary>
internal static class MessageNews
{
    internal static Notice? Of(Told? told, Bulletin bulletin, ReceiverRules rules, DateTimeOffset now)
    {
        if (!News.Concerns(rules, bulletin) || Kind(told, bulletin, rules, now) is not { } kind)
            return null;

        var isGood = bulletin.State.IsGood();
        var since = told?.Since;
        var delivery = News.Delivery(rules, told, bulletin.Key, now);
        var after = new Told(bulletin.Key, bulletin.State, now) { Commit = bulletin.Commit?.Id, Delivery = delivery, Since = isGood ? null : since ?? bulletin.At };
        return new Notice.Message(delivery, after, kind, bulletin, since);
    }

    private static NoticeKind? Kind(Told? told, Bulletin bulletin, ReceiverRules rules, DateTimeOffset now)
    {
        var isGood = bulletin.State.IsGood();
        if (told?.Key == bulletin.Key)
            return !isGood && rules.RemindEvery is { } every && now - told.At >= every ? NoticeKind.Reminder : null;
        if (isGood && told is not null && !told.State.IsGood())
            return NoticeKind.Recovered;
        return isGood && rules.Wish == ReceiverWish.Failures ? null : NoticeKind.Changed;
    }
}

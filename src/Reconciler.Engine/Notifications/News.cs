using System.Security.Cryptography;
using System.Text;

namespace Reconciler.Engine.Notifications;

/// <summary>Whether a bulletin is news for a receiver, by what it was told last. Pure.</summary>
public static class News
{
    /// <summary>Whether it can be news at all; if not, it takes the place of none that is on its way.</summary>
    public static bool Concerns(ReceiverRules rules, Bulletin bulletin) => rules.Wish == ReceiverWish.CommitStatus
        ? bulletin.Commit is not null && bulletin.State != BulletinState.Unreadable
        : bulletin.State != BulletinState.Placing;

    /// <summary>Null: the receiver knows it, or does not want to.</summary>
    public static Notice? Of(Known known, Bulletin bulletin, ReceiverRules rules, DateTimeOffset now)
    {
        var notice = Of(known.Told, bulletin, rules, now);
        if (known.Tried is not { } tried)
            return notice;

        // Whether that arrived or not, what is told now puts it right.
        if (notice?.After.Key != tried.Key)
            notice = Of(tried with { Key = "" }, bulletin, rules, now);
        return notice?.After.Key == tried.Key ? notice with { Delivery = tried.Delivery, After = notice.After with { Delivery = tried.Delivery } } : notice;
    }

    /// <summary>When it may be told. The beginning of trouble at once; the rest with a pause, in which a server that comes and goes may come back unseen.</summary>
    public static DateTimeOffset Due(Known known, Notice notice, ReceiverRules rules) =>
        known.Told is not { } told || notice is not Notice.Message || (told.State.IsGood() && !notice.After.State.IsGood()) ? DateTimeOffset.MinValue : told.At + rules.AtMostEvery;

    private static Notice? Of(Told? told, Bulletin bulletin, ReceiverRules rules, DateTimeOffset now) => rules.Wish == ReceiverWish.CommitStatus
        ? CommitNews.Of(told, bulletin, rules, now)
        : MessageNews.Of(told, bulletin, rules, now);

    /// <summary>Of the change from what was told to what is to be told now.</summary>
    internal static string Delivery(ReceiverRules rules, Told? told, string key, DateTimeOffset now) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{rules.Name}\n{told?.Delivery}\n{key}\n{now.UtcTicks}")))[..32];
}

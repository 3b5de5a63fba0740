using Reconciler.Core.Planning;

namespace Reconciler.Engine.Notifications;

/// <summary>The words of a notice.</summary>
public static class NoticeText
{
    /// <summary>One line; our own words, names and ids, nothing that somebody wrote into Git.</summary>
    /// <param name="name">What the estate is called.</param>
    public static string Title(Notice.Message notice, string name) => $"{name}: {notice.Kind switch
    {
        NoticeKind.Recovered => $"recovered, {Standing(notice.Bulletin)}{Ago(notice, "; there was trouble for ")}",
        NoticeKind.Reminder => $"still {Standing(notice.Bulletin)}{Ago(notice, ", for ")}",
        _ => Standing(notice.Bulletin),
    }}";

    /// <summary>What is done, and what is wrong; a line each, in which anything may stand.</summary>
    public static IEnumerable<string> Lines(Bulletin bulletin)
    {
        if (bulletin.Obstacle is { } obstacle)
            yield return obstacle;
        if (bulletin.Done is { } done && DoneText(done) is { Length: > 0 } text)
            yield return text;
        foreach (var finding in bulletin.Findings)
            yield return finding.Reason.StartsWith("RCN", StringComparison.Ordinal) ? finding.Message : $"{finding.Reason}: {finding.Message}{Waiting(finding)}";
        if (bulletin.MoreFindings > 0)
            yield return $"… and {bulletin.MoreFindings} more";
        if (bulletin.Approve is { } hash)
            yield return $"'reconciler approve {hash}' lets them go.";
    }

    private static string Standing(Bulletin bulletin)
    {
        var commit = bulletin.Commit?.ShortId;
        var goingOn = bulletin.Kept is { } kept ? $", going on with {kept[..7]}" : "";
        return bulletin.State switch
        {
            BulletinState.Converged => $"converged at {commit}",
            BulletinState.Waiting => $"{commit} is placed, but for {PlanText.Count(bulletin.Left!.OnHold, "placement")} that wait as declared",
            BulletinState.ApprovalNeeded => $"removals of {commit} wait for an approval",
            BulletinState.NotUsed => $"{commit} is not used{goingOn}",
            BulletinState.Unreadable => $"{(bulletin.Reason == "RepositoryUnreadable" ? "the repository cannot be read" : "the state cannot be read or written")}{goingOn}",
            _ => $"not converged at {commit}",
        };
    }

    private static string Ago(Notice.Message notice, string before) => notice.Since is { } since ? before + Moment.Age(notice.After.At - since) : "";

    private static string Waiting(Finding finding) => finding.Reason switch
    {
        "drifted" or "content-unread" or "stuck" => "",
        _ => $" ({PlanText.Count(finding.Placements, "placement")} on hold)",
    };

    private static string DoneText(PlanCounts done)
    {
        (int Count, string What)[] all = [(done.ToPlace, "placed"), (done.ToUpdate, "updated"), (done.ToRefresh, "refreshed"), (done.ToRemove, "removed")];
        return string.Join(", ", all.Where(one => one.Count > 0).Select(one => $"{one.Count} {one.What}"));
    }
}

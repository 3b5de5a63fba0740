using Reconciler.Core.Planning;

namespace Reconciler.Engine.Notifications;

/// <summary>The words of a notice.</summary>
public static class NoticeText
{
    /// <summary>One line; our own words, names and ids, nothing that somebody wrote into Git.</summary>
    /// <param name="name">What the estate is called.</param>
    public static string Title(Notice.Message notice, string name) => $"{name}: {notice.Kind switch
    {
        NoticeKind.Recovered => $"recovered, {Standing(notice.Bulletin)}; there was trouble for {Ago(notice)}",
        NoticeKind.Reminder => $"{Standing(notice.Bulletin)}, for {Ago(notice)} now",
        _ => Standing(notice.Bulletin),
    }}";

    /// <summary>What is done, and what is wrong; a line each, in which anything may stand.</summary>
    public static IEnumerable<string> Lines(Bulletin bulletin)
    {
        if (bulletin.Obstacle is { } obstacle)
            yield return obstacle;
        if (bulletin.Done is { } done && Done(done) is { Length: > 0 } text)
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

    private static string Ago(Notice.Message notice) => Moment.Age(notice.After.At - (notice.Since ?? notice.Bulletin.At));

    private static string Waiting(Finding finding) => finding.Reason switch
    {
        "drifted" or "content-unread" or "stuck" => "",
        _ => $" ({PlanText.Count(finding.Placements, "placement")} on hold)",
    };

    /// <summary><c>12 to place, 1 to remove</c>; what there is none of is left out.</summary>
    internal static string ToDo(PlanCounts counts) => Counted(counts, "to place", "to update", "to refresh", "to remove");

    private static string Done(PlanCounts counts) => Counted(counts, "placed", "updated", "refreshed", "removed");

    private static string Counted(PlanCounts counts, string place, string update, string refresh, string remove)
    {
        (int Count, string What)[] all = [(counts.ToPlace, place), (counts.ToUpdate, update), (counts.ToRefresh, refresh), (counts.ToRemove, remove)];
        return string.Join(", ", all.Where(one => one.Count > 0).Select(one => $"{one.Count} {one.What}"));
    }
}

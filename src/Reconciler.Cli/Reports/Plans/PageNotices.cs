using Reconciler.Cli.Reports.Html;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What somebody should know before he merges or syncs, and what to do about it.</summary>
internal sealed class PageNotices(HtmlWriter html, PageServers servers)
{
    /// <summary>So many servers that are short of space have a line of their own.</summary>
    private const int ShortNamed = 50;

    internal void Write(PlanSheet sheet)
    {
        var plan = sheet.Plan;
        WriteGuards(plan, sheet.Hash);
        WriteSpace(plan);
        WriteUnreadable(plan);
        WriteHolds(plan);
    }

    /// <param name="hash">Of the whole plan: what <c>approve</c> takes.</param>
    private void WriteGuards(Plan plan, string hash)
    {
        var held = plan.Actions.Where(action => action.Hold?.Reason == HoldReason.Guard).Sum(action => action.Servers.Count);
        if (plan.Guards.IsEmpty && held == 0)
            return;

        html.Line($"<section class=\"notice held\"><h2>{(held == 0 ? "A guard found something" : $"A guard holds {PlanText.Count(held, "removal")}")}</h2>");
        html.Line($"<ul>");
        foreach (var finding in plan.Guards)
            html.Line($"<li>{finding.Message}</li>");
        html.Line($"</ul>");
        if (held > 0)
            html.Line($"<p>To let them go: <code>reconciler approve {hash[..PlanHash.MinLength]}</code> after a sync has kept this plan, or <code>--dangerous-allow-removals={Removals(plan)}</code>.</p>");
        html.Line($"</section>");
    }

    private void WriteSpace(Plan plan)
    {
        var lacking = plan.Details?.Spaces.Where(space => space.IsShort).ToArray() ?? [];
        if (lacking.Length == 0)
            return;

        html.Line($"<section class=\"notice remove\"><h2>{PlanText.Count(lacking.Length, "server")} short of space</h2>");
        html.Line($"<ul>");
        foreach (var space in lacking.Take(ShortNamed))
            html.Line($"<li><b>{space.Server}</b> is to get {ByteSize.Text(space.Bytes)} and has {ByteSize.Text(space.FreeBytes)} free <small>seen {Moment.Age(plan.MadeAt - space.RecordedAt)} ago</small></li>");
        if (lacking.Length > ShortNamed)
            html.Line($"<li>and {PlanText.Count(lacking.Length - ShortNamed, "more server")}</li>");
        html.Line($"</ul>");
        html.Line($"<p>Make room there, or take packages away: what has no room is tried again later.</p></section>");
    }

    private void WriteUnreadable(Plan plan)
    {
        if (plan.Unreadable.IsEmpty)
            return;

        html.Line($"<section class=\"notice held\"><h2>{PlanText.Count(plan.Unreadable.Length, "package")} whose content could not be read</h2>");
        html.Line($"<p>{string.Join(", ", plan.Unreadable)}. Those who hold them are left in peace; what is wrong stands among the problems.</p></section>");
    }

    private void WriteHolds(Plan plan)
    {
        var reasons = plan.Actions.Where(action => action.IsHeld && action.Hold!.Reason != HoldReason.Guard).GroupBy(action => action.Hold!.Reason).OrderBy(reason => reason.Key).ToArray();
        if (reasons.Length == 0)
            return;

        html.Line($"<section class=\"notice held\"><h2>{PlanText.Count(reasons.Sum(reason => reason.Sum(action => action.Servers.Count)), "placement")} on hold</h2>");
        html.Line($"<ul>");
        foreach (var reason in reasons)
        {
            html.Add($"<li><b>{reason.Key.Word()}</b> {HoldAdvice.Of(reason.Key)} <small>");
            servers.Write(reason.Select(action => action.Servers).Aggregate((all, set) => all | set));
            html.Line($"</small></li>");
        }

        html.Line($"</ul></section>");
    }

    private static int Removals(Plan plan) => plan.Actions.Where(action => action.Kind == ActionKind.Remove).Sum(action => action.Servers.Count);
}

using Reconciler.Cli.Reports.Html;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What happens besides: new names, what is left on servers, suspensions, cleanups, and what is kept though nobody wants it.</summary>
internal sealed class PageRemarks(HtmlWriter html)
{
    private const int ServersNamed = 20;

    internal void Write(Plan plan)
    {
        var left = PlanText.LeaveLines(plan).ToArray();
        if (plan.Renames.IsEmpty && left.Length == 0 && plan.Suspended.IsEmpty && PlanText.Cleanups(plan) is null && PlanText.Kept(plan) is null)
            return;

        html.Line($"<section id=\"besides\" aria-labelledby=\"besides-title\"><h2 id=\"besides-title\">Besides</h2>");
        html.Line($"<ul>");
        foreach (var rename in plan.Renames)
            html.Line($"<li>{PlanText.Line(rename)}</li>");
        foreach (var suspension in plan.Suspended.GroupBy(pair => pair.Value.Line(), pair => pair.Key))
            WriteSuspension(suspension.Key, [.. suspension]);
        if (PlanText.Cleanups(plan) is { } cleanups)
            html.Line($"<li>{cleanups}</li>");
        if (PlanText.Kept(plan) is { } kept)
            html.Line($"<li>{kept}</li>");
        html.Line($"</ul>");
        WriteLeft(html, plan);
        html.Line($"</section>");
    }

    internal static void WriteLeft(HtmlWriter html, Plan plan)
    {
        var lines = PlanText.LeaveLines(plan).ToArray();
        if (lines.Length == 0)
            return;

        html.Line($"<ul>");
        foreach (var line in lines)
            html.Line($"<li>{line}</li>");
        html.Line($"</ul>");
    }

    private void WriteSuspension(string words, ServerName[] servers)
    {
        var more = servers.Length > ServersNamed ? $" and {servers.Length - ServersNamed} more" : "";
        html.Line($"<li>{string.Join(", ", servers.Take(ServersNamed))}{more}: {words}</li>");
    }
}

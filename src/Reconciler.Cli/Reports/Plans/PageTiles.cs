using Reconciler.Cli.Reports.Html;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>The numbers of the closing line, each for itself. The script makes those that count actions into filters.</summary>
internal static class PageTiles
{
    internal static void Write(HtmlWriter html, PlanCounts counts)
    {
        html.Line($"<ul class=\"tiles\" aria-label=\"Placements\">");
        Write(html, "place", counts.ToPlace, "to place");
        Write(html, "update", counts.ToUpdate, "to update");
        Write(html, "refresh", counts.ToRefresh, "to refresh");
        Write(html, "remove", counts.ToRemove, "to remove");
        Write(html, "held", counts.OnHold, "on hold");
        WriteStill(html, counts.Unchanged, "unchanged");
        if (counts.Left > 0)
            WriteStill(html, counts.Left, "left");
        html.Line($"</ul>");
    }

    private static void Write(HtmlWriter html, string kind, int count, string words) =>
        html.Line($"<li class=\"{kind}{(count == 0 ? " none" : "")}\" data-kind=\"{kind}\"><b>{count}</b> <span>{words}</span></li>");

    private static void WriteStill(HtmlWriter html, int count, string words) =>
        html.Line($"<li class=\"still{(count == 0 ? " none" : "")}\"><b>{count}</b> <span>{words}</span></li>");
}

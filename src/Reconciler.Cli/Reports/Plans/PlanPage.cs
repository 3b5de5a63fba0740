using Reconciler.Cli.Reports.Html;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>
/// A plan as one HTML page, which needs nothing but itself: no network, no other file. Complete without its script, which filters, sorts and unfolds in
/// place. The same plan gives the same bytes.
/// </summary>
internal static class PlanPage
{
    internal static string Write(PlanSheet sheet)
    {
        var page = new HtmlPage(sheet.Title);
        var html = page.Html;
        var servers = new PageServers(html, [sheet.Plan, .. sheet.Rest.Select(part => part.Plan)]);
        var contents = new PageContents(html, [sheet.Plan, .. sheet.Rest.Select(part => part.Plan)]);
        var actions = new PageActions(html, servers, contents);

        page.WriteHead(sheet.Ending, sheet.State);
        PageTiles.Write(html, sheet.Plan.Counts);
        new PageFacts(html).Write(sheet.Plan);
        new PageNotices(html, servers).Write(sheet);
        new PageDiagnostics(html).Write(sheet.Diagnostics);
        new PageMatrix(html).Write(sheet.Plan);
        actions.WriteSection(sheet.Plan);
        new PageRemarks(html).Write(sheet.Plan);
        actions.WriteRest(sheet.Rest);
        contents.WriteSection();
        servers.WriteSection();
        page.WriteFoot($"Plan {sheet.Hash}", $"Made {Moment.Text(sheet.Plan.MadeAt)} of commit {sheet.Plan.Commit.Id}");
        return page.End();
    }
}

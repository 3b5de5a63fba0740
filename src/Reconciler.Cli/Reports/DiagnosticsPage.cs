using Reconciler.Cli.Reports.Html;

namespace Reconciler.Cli.Reports;

/// <summary>A configuration that was checked as one HTML page: in the place of a plan, why there is none.</summary>
internal static class DiagnosticsPage
{
    internal static string Write(DiagnosticsSheet sheet)
    {
        var page = new HtmlPage($"Configuration of {CommitText.Of(sheet.Commit)}");
        page.WriteHead(sheet.Ending, state: null);
        new PageDiagnostics(page.Html).Write(sheet.Diagnostics);
        page.WriteFoot($"Commit {sheet.Commit.Id}");
        return page.End();
    }
}

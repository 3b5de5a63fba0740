using System.Text;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Reports;

/// <summary>Diagnostics in each format that they have, as files hold them.</summary>
internal static class DiagnosticsFormats
{
    internal static ReadOnlyMemory<byte> Bytes(DiagnosticsSheet sheet, OutputFormat format, CommentHost host) => format switch
    {
        OutputFormat.Json => JsonReport.Bytes(writer => DiagnosticsJson.Write(writer, sheet)),
        OutputFormat.Markdown => Encoding.UTF8.GetBytes(DiagnosticsMarkdown.Write(sheet, host)),
        OutputFormat.GitHub => Encoding.UTF8.GetBytes(GitHubAnnotations.Text(sheet.Diagnostics, sheet.Ending)),
        OutputFormat.Html => Encoding.UTF8.GetBytes(DiagnosticsPage.Write(sheet)),
        OutputFormat.Sarif => new SarifLog(sheet.Commit.Id, sheet.Diagnostics, sheet.Ending).Bytes(),
        _ => Encoding.UTF8.GetBytes(Text(sheet)),
    };

    /// <summary>A line each, then the closing line.</summary>
    private static string Text(DiagnosticsSheet sheet)
    {
        var shown = ShownDiagnostics.Of(sheet.Diagnostics);
        return string.Concat(shown.Shown.Select(diagnostic => VisibleText.Of(diagnostic.ToString())).Append(shown.Rest).Append(sheet.Ending).Where(line => line is not null).Select(line => line + "\n"));
    }
}

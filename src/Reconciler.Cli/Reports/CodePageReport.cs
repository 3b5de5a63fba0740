using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Reports;

/// <summary>The page of a diagnostic's code, in Markdown.</summary>
internal sealed class CodePageReport(VerbContext context)
{
    /// <param name="page">Ends with a line feed.</param>
    internal async Task WriteAsync(string code, string page)
    {
        if (context.Format == OutputFormat.Json)
        {
            await JsonReport.WriteAsync(context.Terminal.Out, writer =>
            {
                writer.WriteString("kind"u8, "code"u8);
                writer.WriteString("code"u8, code);
                writer.WriteString("page"u8, page);
            });
            return;
        }

        foreach (var line in page.TrimEnd('\n').Split('\n'))
            await context.Terminal.Out.WriteLineAsync(Styled(line, context.Terminal.Style));
    }

    private static string Styled(string line, Style style) => line switch
    {
        ['#', ..] => style.Bold(line),
        ['`', '`', '`', ..] => style.Dim(line),
        _ => line,
    };
}

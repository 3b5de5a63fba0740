using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Verbs;

internal static class ExplainVerb
{
    private static readonly Argument<string> topic = new("CODE") { Description = "The code of a diagnostic, such as RCN2004" };

    internal static Verb Verb { get; } = new("explain", "Explain a diagnostic: what it means, with an example and the same example mended", [topic], ActAsync)
    {
        Example = "reconciler explain RCN2004",
    };

    private static Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken) =>
        ExplainCodeAsync(context, context.Parsed.GetRequiredValue(topic));

    /// <exception cref="UsageException">There is no such code.</exception>
    private static async Task<ExitCode> ExplainCodeAsync(VerbContext context, string code)
    {
        var page = CodePages.Find(code)
            ?? throw new UsageException($"there is no code '{code}'; the nearest are {string.Join(", ", CodePages.Near(code))}");
        foreach (var line in page.TrimEnd('\n').Split('\n'))
            await context.Terminal.Out.WriteLineAsync(Styled(line, context.Terminal.Style));
        return ExitCode.Done;
    }

    private static string Styled(string line, Terminals.Style style) => line switch
    {
        ['#', ..] => style.Bold(line),
        ['`', '`', '`', ..] => style.Dim(line),
        _ => line,
    };
}

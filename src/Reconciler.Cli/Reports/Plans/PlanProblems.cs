using System.Collections.Immutable;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What is wrong with the configuration or the contents, in a comment: errors before warnings, each with its place.</summary>
internal static class PlanProblems
{
    /// <param name="least">Nothing below it.</param>
    internal static ImmutableArray<MarkdownSection> Section(ImmutableArray<Diagnostic> diagnostics, Severity least, string title, MarkdownNoun noun) => PlanMarkdown.Optional(
        title,
        noun,
        "",
        [.. diagnostics.Where(problem => problem.Severity >= least).OrderByDescending(problem => problem.Severity).Select(Row)],
        isFolded: false);

    internal static MarkdownRow Row(Diagnostic problem) =>
        MarkdownRow.Item($"{Word(problem.Severity)} {MarkdownText.Code(problem.At.ToString())} {MarkdownText.Prose(problem.Sentence, 500)} (`{problem.Code}`)");

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "❌ error",
        Severity.Warning => "⚠️ warning",
        _ => "note",
    };
}

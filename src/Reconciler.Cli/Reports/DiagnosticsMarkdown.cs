using System.Collections.Immutable;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Reports;

/// <summary>What is wrong with the configuration or the contents, as a comment on a pull request, and as a section of one.</summary>
internal static class DiagnosticsMarkdown
{
    /// <summary>In the place of a plan's comment, which it replaces.</summary>
    internal static string Write(DiagnosticsSheet sheet, CommentHost host)
    {
        var verdict = sheet.IsValid ? "✅ Reconciler: the configuration is valid" : "❌ Reconciler: the configuration is invalid";
        var head = $"\n## {verdict}\n\n**{MarkdownText.Prose(sheet.Ending, host.LimitBytes / 4)}**\n\nChecked: {MarkdownText.Prose(CommitText.Of(sheet.Commit), host.LimitBytes / 8)}.\n";
        return new MarkdownComment(head, [.. Problems(sheet.Diagnostics), .. Notes(sheet.Diagnostics)], "").Text(host);
    }

    /// <summary>Errors, then warnings, each by place.</summary>
    internal static ImmutableArray<MarkdownSection> Problems(ImmutableArray<Diagnostic> diagnostics) =>
    [
        .. MarkdownSection.Optional("Problems", new("problem", "problems"), "", [.. diagnostics.Where(problem => problem.Severity > Severity.Note).OrderByDescending(problem => problem.Severity).Select(Row)])
            .Select(section => section with { IsUrgent = true }),
    ];

    private static ImmutableArray<MarkdownSection> Notes(ImmutableArray<Diagnostic> diagnostics) =>
        MarkdownSection.Folded("Notes", new("note", "notes"), "", [.. diagnostics.Where(note => note.Severity == Severity.Note).Select(Row)]);

    internal static MarkdownRow Row(Diagnostic problem) =>
        MarkdownRow.Item($"{Word(problem.Severity)} {MarkdownText.Code(problem.At.ToString())} {MarkdownText.Prose(problem.Sentence, 500)} (`{problem.Code}`)");

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "❌ error",
        Severity.Warning => "⚠️ warning",
        _ => "note",
    };
}

using System.Collections.Immutable;
using System.Text;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Reports;

/// <summary>
/// Diagnostics as workflow commands: <c>::error file=…,line=…,col=…,title=RCN2004::…</c>. GitHub shows them beside the lines of a pull request, at most
/// ten errors, ten warnings and ten notices of a step; the others stand in the step's log.
/// </summary>
/// <remarks>https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands</remarks>
internal static class GitHubAnnotations
{
    private const string Title = "Reconciler";

    /// <param name="ending">The closing line, which is a notice.</param>
    internal static string Text(ImmutableArray<Diagnostic> diagnostics, string ending)
    {
        var text = new StringBuilder();

        // Errors first, since no more than ten of a severity are shown.
        foreach (var diagnostic in diagnostics.OrderByDescending(diagnostic => diagnostic.Severity))
            text.Append(Command(diagnostic)).Append('\n');
        return text.Append("::notice title=").Append(Title).Append("::").Append(Data(ending)).Append('\n').ToString();
    }

    private static string Command(Diagnostic diagnostic)
    {
        var related = diagnostic.Related.IsEmpty ? "" : $" ({string.Join(", ", diagnostic.Related)})";
        return $"::{Level(diagnostic.Severity)} {Place(diagnostic.Span)},title={Property(diagnostic.Code)}::{Data(diagnostic.Sentence + related)}";
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };

    /// <summary>The end is the last column that is meant.</summary>
    private static string Place(SourceSpan span) => span.At.Line == 0
        ? $"file={Property(span.At.File)}"
        : $"file={Property(span.At.File)},line={span.At.Line},col={span.At.Column},endColumn={span.At.Column + span.Length - 1}";

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}

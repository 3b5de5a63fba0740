using System.Globalization;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Reports;

/// <summary>A diagnostic for somebody who looks: what is wrong, the line with the place underlined, what to do, and the places that belong to it.</summary>
internal sealed class DiagnosticText(Terminal terminal, SourceLines lines)
{
    private const string HelpLabel = "= help: ";

    private readonly Style style = terminal.ErrorStyle;

    internal IEnumerable<string> LinesOf(Diagnostic diagnostic)
    {
        var margin = diagnostic.Related.Select(place => place.Span.At.Line).Append(diagnostic.At.Line).Max().ToString(CultureInfo.InvariantCulture).Length;
        var severity = diagnostic.Severity.ToString().ToLowerInvariant();
        var colour = ColourOf(diagnostic.Severity);
        yield return $"{Place(diagnostic.At)}: {colour(severity)} {diagnostic.Code}: {diagnostic.Message}";
        foreach (var line in Excerpt(diagnostic.Span, margin, colour))
            yield return line;

        foreach (var line in Help(diagnostic.Help, margin))
            yield return line;

        foreach (var place in diagnostic.Related)
        {
            yield return $"{Place(place.Span.At)}: {style.Cyan("note")}: {VisibleText.Of(place.Why)}";
            foreach (var line in Excerpt(place.Span, margin, style.Cyan))
                yield return line;
        }
    }

    private string Place(SourcePosition at) => style.Bold(VisibleText.Of(at.ToString()));

    private Func<string, string> ColourOf(Severity severity) => severity switch
    {
        Severity.Error => style.Red,
        Severity.Warning => style.Yellow,
        _ => style.Cyan,
    };

    private IEnumerable<string> Excerpt(SourceSpan span, int margin, Func<string, string> colour)
    {
        if (lines.Find(span.At) is not { } line)
            yield break;

        var number = span.At.Line.ToString(CultureInfo.InvariantCulture).PadLeft(margin);
        var excerpt = SourceExcerpt.Of(line, span.At.Column, span.Length, Math.Max(20, terminal.Width - margin - 6));
        yield return $"  {style.Dim($"{number} |")} {excerpt.Line}".TrimEnd();
        yield return $"  {Blanks(margin)} {style.Dim("|")} {Blanks(excerpt.Before)}{colour("^" + new string('~', excerpt.Columns - 1))}";
    }

    private IEnumerable<string> Help(string help, int margin)
    {
        var indentation = margin + 3 + HelpLabel.Length;
        var before = $"  {Blanks(margin)} {style.Dim("=")} {style.Bold("help:")} ";
        foreach (var line in TextWrap.Lines(help, Math.Max(20, terminal.Width - indentation - 1)))
        {
            yield return before + line;
            before = Blanks(indentation);
        }
    }

    private static string Blanks(int count) => new(' ', count);
}

using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Yaml;

/// <summary>Turns the parser's exception into a diagnostic.</summary>
internal static class YamlProblem
{
    /// <param name="noticed">Where in <paramref name="text"/>, and in which line.</param>
    /// <param name="opened">The bracket or brace around it.</param>
    public static Diagnostic Of(Exception exception, string path, string text, (int Index, int Line) noticed, SourceSpan? opened)
    {
        var (index, line) = noticed;
        var lineStart = text.AsSpan(0, index).LastIndexOf('\n') + 1;
        var at = index == text.Length ? LastCharacter(path, text) : new(path, line, index - lineStart + 1);
        while (lineStart < text.Length)
        {
            var tab = TabInIndentation(text, lineStart);
            if (tab >= 0)
                return YamlDiagnostics.TabIndentation(new(new(path, line, tab + 1)));

            // The parser notices a tab where the mapping around it begins, some lines above.
            var lineEnd = text.IndexOf('\n', lineStart);
            if (lineEnd < 0 || !exception.Message.Contains("tab as indentation", StringComparison.Ordinal))
                break;

            (lineStart, line) = (lineEnd + 1, line + 1);
        }

        var (problem, help) = ParserWords.Of(exception);
        return YamlDiagnostics.SyntaxError(new(at), problem, help, ParserWords.IsAboutBrackets(exception) ? opened : null);
    }

    /// <summary>What is missing at the end of a file is missing behind its last word, not in a line below that no editor shows.</summary>
    private static SourcePosition LastCharacter(string path, string text)
    {
        var shown = text.AsSpan().TrimEnd();
        return new(path, shown.Count('\n') + 1, Math.Max(1, shown.Length - shown.LastIndexOf('\n') - 1));
    }

    /// <summary>How many characters of the line stand before its first tab, if only blanks do; else -1.</summary>
    private static int TabInIndentation(string text, int lineStart)
    {
        var blanks = 0;
        while (lineStart + blanks < text.Length && text[lineStart + blanks] == ' ')
            blanks++;
        return lineStart + blanks < text.Length && text[lineStart + blanks] == '\t' ? blanks : -1;
    }
}

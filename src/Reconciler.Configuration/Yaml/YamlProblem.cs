using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Yaml;

/// <summary>Turns the parser's exception into a diagnostic.</summary>
internal static class YamlProblem
{
    public static Diagnostic Of(Exception exception, string path, string text, int index, int line, int column)
    {
        var lineStart = index == 0 ? 0 : text.LastIndexOf('\n', Math.Min(index, text.Length) - 1) + 1;
        var tab = TabInIndentation(text, lineStart);
        return tab >= 0
            ? YamlDiagnostics.TabIndentation(new(new(path, Math.Max(1, line), tab + 1)))
            : YamlDiagnostics.SyntaxError(new(new(path, Math.Max(1, line), Math.Max(1, column))), Words(exception.Message));
    }

    /// <summary>How many characters of the line stand before its first tab, if only blanks do; else -1.</summary>
    private static int TabInIndentation(string text, int lineStart)
    {
        var blanks = 0;
        while (lineStart + blanks < text.Length && text[lineStart + blanks] == ' ')
            blanks++;
        return lineStart + blanks < text.Length && text[lineStart + blanks] == '\t' ? blanks : -1;
    }

    private static string Words(string message)
    {
        var sentence = message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        return sentence.Length == 0 ? "it cannot be read" : char.ToLowerInvariant(sentence[0]) + sentence[1..];
    }
}

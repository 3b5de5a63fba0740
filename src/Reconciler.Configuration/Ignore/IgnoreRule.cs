using Reconciler.Core.Content;

namespace Reconciler.Configuration.Ignore;

/// <summary>One line of an ignore file.</summary>
/// <param name="IsNegated">It brings back what a line above left out.</param>
/// <param name="IsDirectoryOnly">It ends in a slash.</param>
internal sealed record IgnoreRule(PathPattern Pattern, bool IsNegated, bool IsDirectoryOnly)
{
    /// <param name="path">From the directory of the ignore file.</param>
    public bool Matches(ReadOnlySpan<char> path, bool isDirectory) => (isDirectory || !IsDirectoryOnly) && Pattern.Matches(path);

    /// <returns>Null for a blank line, a comment, and a line with a <paramref name="problem"/>.</returns>
    /// <remarks><see href="https://git-scm.com/docs/gitignore#_pattern_format"/>.</remarks>
    public static IgnoreRule? Parse(string line, out string? problem)
    {
        problem = null;
        var text = WithoutTrailingBlanks(line);
        if (text.Length == 0 || text[0] == '#')
            return null;

        var isNegated = text[0] == '!';
        if (isNegated)
            text = text[1..];

        var isDirectoryOnly = text.EndsWith('/');
        text = text.TrimEnd('/');
        var isAnchored = text.Contains('/', StringComparison.Ordinal);
        text = text.TrimStart('/');
        var isPattern = PathPattern.TryParse(isAnchored ? text : $"**/{text}", PatternSyntax.GitIgnore, out var pattern, out problem);
        return isPattern ? new(pattern!, isNegated, isDirectoryOnly) : null;
    }

    private static string WithoutTrailingBlanks(string line)
    {
        var end = line.Length;
        while (end > 0 && line[end - 1] is ' ' or '\t' && (end < 2 || line[end - 2] != '\\'))
            end--;
        return line[..end];
    }
}

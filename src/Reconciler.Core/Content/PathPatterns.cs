namespace Reconciler.Core.Content;

/// <summary>Which entries of a source belong to the package: those that one of <c>include</c> matches and none of <c>exclude</c>.</summary>
public sealed class PathPatterns
{
    private readonly PathPattern[] include;
    private readonly PathPattern[] exclude;

    private PathPatterns(PathPattern[] include, PathPattern[] exclude) => (this.include, this.exclude) = (include, exclude);

    public static PathPatterns Everything { get; } = Of(["**"], []);

    /// <exception cref="FormatException">Not a pattern; what configuration gives has been checked already.</exception>
    public static PathPatterns Of(IEnumerable<string> include, IEnumerable<string> exclude) =>
        new([.. include.Select(Parse)], [.. exclude.Select(Parse)]);

    /// <param name="path">From the top of the source, with forward slashes.</param>
    public bool Selects(ReadOnlySpan<char> path) => AnyMatches(include, path) && !AnyMatches(exclude, path);

    private static bool AnyMatches(PathPattern[] patterns, ReadOnlySpan<char> path)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(path))
                return true;
        }

        return false;
    }

    private static PathPattern Parse(string text) =>
        PathPattern.TryParse(text, PatternSyntax.Path, out var pattern, out var problem)
            ? pattern
            : throw new FormatException($"'{text}' is not a pattern: {problem}");
}

using System.Diagnostics.CodeAnalysis;

namespace Reconciler.Core.Content;

/// <summary>
/// A glob over paths with forward slashes. <c>*</c>, <c>?</c> and <c>[…]</c> match within one part, <c>**</c> any number of parts (at the
/// end: one or more). Case counts; a leading dot is a character like any other.
/// </summary>
public sealed class PathPattern
{
    public const int MaxLength = 1024;

    /// <summary>Null stands for <c>**</c>.</summary>
    private readonly PartPattern?[] parts;

    private PathPattern(string text, PartPattern?[] parts)
    {
        Text = text;
        this.parts = parts;
    }

    public string Text { get; }

    /// <param name="problem">What is wrong, as the end of a sentence.</param>
    public static bool TryParse(
        string text, PatternSyntax syntax, [NotNullWhen(true)] out PathPattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        pattern = null;
        problem = ProblemOf(text, syntax);
        if (problem is not null)
            return false;

        var parts = new List<PartPattern?>();
        foreach (var part in text.Split('/'))
        {
            if (part == "**")
            {
                if (parts.Count == 0 || parts[^1] is not null)
                    parts.Add(null);
                continue;
            }

            if (!PartPattern.TryParse(part, syntax, out var parsed, out problem))
                return false;

            parts.Add(parsed);
        }

        pattern = new(text, [.. parts]);
        return true;
    }

    /// <remarks>
    /// Only the last <c>**</c> ever has to take one part more: what stands before it has matched as early as possible. The time is at most
    /// the length of the path times the length of the pattern.
    /// </remarks>
    public bool Matches(ReadOnlySpan<char> path)
    {
        var (next, at) = (0, 0);
        var (afterStars, retryAt) = (-1, 0);
        while (at <= path.Length)
        {
            if (next < parts.Length && parts[next] is null)
            {
                if (++next == parts.Length)
                    return true;

                (afterStars, retryAt) = (next, at);
            }

            var end = EndOfPart(path, at);
            if (next < parts.Length && parts[next]!.Matches(path[at..end]))
            {
                (next, at) = (next + 1, end + 1);
                continue;
            }

            if (afterStars < 0)
                return false;

            retryAt = EndOfPart(path, retryAt) + 1;
            (next, at) = (afterStars, retryAt);
        }

        return next == parts.Length;
    }

    public override string ToString() => Text;

    private static int EndOfPart(ReadOnlySpan<char> path, int start)
    {
        var length = path[start..].IndexOf('/');
        return length < 0 ? path.Length : start + length;
    }

    private static string? ProblemOf(string text, PatternSyntax syntax)
    {
        if (text.Length == 0)
            return "it is empty";

        if (text.Length > MaxLength)
            return $"it is longer than {MaxLength} characters";

        if (syntax == PatternSyntax.Path && text.Contains('\\', StringComparison.Ordinal))
            return @"it contains '\'; write '/' between parts, and [*] for a '*' itself";

        if (text[0] == '/')
            return "it counts from the top of the package already; leave the first '/' out";

        if (text[^1] == '/')
            return $"it ends in '/'; write '{text}**' for everything below a directory";

        foreach (var part in text.Split('/'))
        {
            if (part is "" or "." or "..")
                return $"no file has a part '{part}' in its path";
        }

        return null;
    }
}

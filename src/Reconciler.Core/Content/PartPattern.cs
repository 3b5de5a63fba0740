using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Reconciler.Core.Content;

/// <summary>A glob over one part of a path.</summary>
internal sealed class PartPattern
{
    private readonly PatternToken[] tokens;

    private PartPattern(PatternToken[] tokens) => this.tokens = tokens;

    public static bool TryParse(
        ReadOnlySpan<char> text, PatternSyntax syntax, [NotNullWhen(true)] out PartPattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        pattern = null;
        problem = null;
        var tokens = new List<PatternToken>();
        while (!text.IsEmpty)
        {
            var token = ReadToken(ref text, syntax, out problem);
            if (problem is not null)
                return false;

            tokens.Add(token!);
        }

        if (syntax == PatternSyntax.Path && HasNeighbouringStars(tokens))
        {
            problem = "'**' stands alone between slashes";
            return false;
        }

        pattern = new([.. tokens]);
        return true;
    }

    /// <remarks>As in <see cref="PathPattern.Matches"/>, only the last star ever has to take one character more.</remarks>
    public bool Matches(ReadOnlySpan<char> part)
    {
        var (next, at) = (0, 0);
        var (afterStar, retryAt) = (-1, 0);
        while (at < part.Length)
        {
            if (next < tokens.Length && tokens[next] is PatternToken.Star)
            {
                (afterStar, retryAt) = (++next, at);
                continue;
            }

            Rune.DecodeFromUtf16(part[at..], out var rune, out var width);
            if (next < tokens.Length && tokens[next].Matches(rune))
            {
                (next, at) = (next + 1, at + width);
                continue;
            }

            if (afterStar < 0)
                return false;

            Rune.DecodeFromUtf16(part[retryAt..], out _, out width);
            retryAt += width;
            (next, at) = (afterStar, retryAt);
        }

        while (next < tokens.Length && tokens[next] is PatternToken.Star)
            next++;
        return next == tokens.Length;
    }

    private static PatternToken? ReadToken(ref ReadOnlySpan<char> text, PatternSyntax syntax, out string? problem)
    {
        problem = null;
        switch (text[0])
        {
            case '*':
                text = text[1..];
                return PatternToken.Star.Instance;
            case '?':
                text = text[1..];
                return PatternToken.AnyOne.Instance;
            case '[':
                return CharacterSet.Read(ref text, syntax, out problem);
            case '\\' when syntax == PatternSyntax.GitIgnore:
                text = text[1..];
                if (text.IsEmpty)
                {
                    problem = "nothing follows the last '\\'";
                    return null;
                }

                break;
        }

        Rune.DecodeFromUtf16(text, out var rune, out var width);
        text = text[width..];
        return new PatternToken.Literal(rune);
    }

    private static bool HasNeighbouringStars(List<PatternToken> tokens)
    {
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i] is PatternToken.Star && tokens[i - 1] is PatternToken.Star)
                return true;
        }

        return false;
    }
}

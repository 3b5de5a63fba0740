using System.Text;

namespace Reconciler.Core.Content;

/// <summary>Reads <c>[abc]</c>, <c>[a-z]</c>, <c>[!a]</c> and <c>[^a]</c>. A <c>]</c> that comes first is a member.</summary>
internal static class CharacterSet
{
    /// <param name="text">Begins with <c>[</c>; afterwards what follows the set.</param>
    /// <returns>Null when there is a <paramref name="problem"/>.</returns>
    public static PatternToken? Read(ref ReadOnlySpan<char> text, PatternSyntax syntax, out string? problem)
    {
        text = text[1..];
        var isNegated = !text.IsEmpty && text[0] is '!' or '^';
        if (isNegated)
            text = text[1..];

        var ranges = new List<(Rune, Rune)>();
        while (!text.IsEmpty && (text[0] != ']' || ranges.Count == 0))
        {
            if (text.StartsWith("[:"))
            {
                problem = "named sets such as '[[:alpha:]]' are not supported";
                return null;
            }

            var first = ReadMember(ref text, syntax);
            var last = text.Length > 1 && text[0] == '-' && text[1] != ']' ? ReadRangeEnd(ref text, syntax) : first;
            if (last < first)
            {
                problem = $"the range '{first}-{last}' is empty";
                return null;
            }

            ranges.Add((first, last));
        }

        problem = text.IsEmpty ? "a '[' is not closed" : null;
        if (problem is not null)
            return null;

        text = text[1..];
        return new PatternToken.OneOf([.. ranges], isNegated);
    }

    private static Rune ReadRangeEnd(ref ReadOnlySpan<char> text, PatternSyntax syntax)
    {
        text = text[1..];
        return ReadMember(ref text, syntax);
    }

    private static Rune ReadMember(ref ReadOnlySpan<char> text, PatternSyntax syntax)
    {
        if (syntax == PatternSyntax.GitIgnore && text[0] == '\\' && text.Length > 1)
            text = text[1..];

        Rune.DecodeFromUtf16(text, out var rune, out var width);
        text = text[width..];
        return rune;
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Reports.Markdown;

/// <summary>
/// Text from Git, records and servers in a comment. Hosts turn more than Markdown says into links and commands (<c>@name</c>, <c>#12</c>, <c>!12</c>,
/// <c>~label</c>, <c>KEY-1</c>, <c>www.</c>, <c>/close</c>), each host something else: so only plain words are let through, and whatever looks technical is
/// shown as code, where no host looks for anything.
/// </summary>
internal static partial class MarkdownText
{
    private const string Nothing = "–";

    /// <summary>A name, a path, a version.</summary>
    /// <param name="most">Longer ones lose their middle.</param>
    internal static string Code(string text, int most = 120)
    {
        var shown = Shortened(Visible(text), most);
        if (shown.Length == 0)
            return Nothing;

        var fence = new string('`', LongestRun(shown) + 1);
        var pad = shown[0] == '`' || shown[^1] == '`' || shown[0] == ' ' && shown[^1] == ' ' ? " " : "";
        return $"{fence}{pad}{shown}{pad}{fence}";
    }

    /// <summary>A sentence: a summary of a commit, a message, a reason. Never at the start of a line, where a number begins a list.</summary>
    /// <param name="most">Bytes; a longer one is cut between words.</param>
    internal static string Prose(string text, int most = 300)
    {
        var prose = new StringBuilder();
        var bytes = 0;
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var shown = Word(word, isFirst: bytes == 0);
            bytes += Encoding.UTF8.GetByteCount(shown) + 1;
            if (bytes > most)
                return prose.Append(prose.Length == 0 ? "…" : " …").ToString();

            prose.Append(prose.Length == 0 ? "" : " ").Append(shown);
        }

        return prose.ToString();
    }

    /// <summary>For the inside of an HTML element.</summary>
    internal static string Html(string text) => WebUtility.HtmlEncode(text);

    private static string Word(string word, bool isFirst)
    {
        if (word is "-" or "–" or "—" && !isFirst)
            return word;

        // What is so long is no word, and looking at it twice would take its time.
        if (word.Length > 200)
            return Code(word, most: 80);

        var match = PlainWord().Match(word);
        return match.Success && !LooksTechnical(match.Groups[1].Value) ? word : CodeBetweenPunctuation(word);
    }

    private static string CodeBetweenPunctuation(string word)
    {
        var match = Punctuated().Match(word);
        var (core, after) = (match.Groups[2].Value, match.Groups[3].Value);
        // A bracket that the core opens ends with it: [x](y).
        while (after.StartsWith(')') && core.Count(letter => letter == '(') > core.Count(letter => letter == ')'))
            (core, after) = ($"{core})", after[1..]);
        return $"{match.Groups[1].Value}{Code(core, most: 80)}{after}";
    }

    /// <summary>Letters that hosts take for a commit's id or for an address.</summary>
    private static bool LooksTechnical(string core) =>
        core.Length >= 7 && core.All(char.IsAsciiHexDigit) || core.Contains("www", StringComparison.OrdinalIgnoreCase);

    /// <summary>As on a terminal; and what has no width is spelt out, too.</summary>
    private static string Visible(string text)
    {
        text = VisibleText.Of(text);
        if (!text.Any(IsUnseen))
            return text;

        var visible = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            visible.Append(IsUnseen(rune) ? $"\\u{rune.Value:x4}" : rune.ToString());
        return visible.ToString();
    }

    private static bool IsUnseen(char letter) => char.IsSurrogate(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.Format;

    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;

    private static string Shortened(string text, int most)
    {
        if (text.Length <= most)
            return text;

        var (head, tail) = (most / 2, text.Length - most / 2 + 1);
        if (char.IsHighSurrogate(text[head - 1]))
            head--;
        if (char.IsLowSurrogate(text[tail]))
            tail++;
        return $"{text[..head]}…{text[tail..]}";
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var letter in text)
        {
            run = letter == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    // Words with hyphens and apostrophes inside, numbers, dates and times, and punctuation around them that means nothing to Markdown or to a host.
    [GeneratedRegex("""^["'(]*(\p{L}\p{M}*(?:['’-]?\p{L}\p{M}*)*|\d{1,6}(?:[.,]\d{1,6}){0,2}%?|\d{4}-\d\d-\d\d|\d\d:\d\dZ?|)[.,;:?!)"']*$""", RegexOptions.CultureInvariant)]
    private static partial Regex PlainWord();

    [GeneratedRegex("""^(["'(]*)(.*?)([.,;:?!)"']*)$""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Punctuated();
}

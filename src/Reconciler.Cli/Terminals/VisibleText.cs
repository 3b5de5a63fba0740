using System.Text;

namespace Reconciler.Cli.Terminals;

/// <summary>Text from Git, records and servers, made safe for one line of a terminal: what would move the cursor or change its colours is spelt out.</summary>
internal static class VisibleText
{
    internal static string Of(string text)
    {
        if (!text.Any(IsUnsafe))
            return text;

        var visible = new StringBuilder();
        foreach (var letter in text)
            visible.Append(IsUnsafe(letter) ? Spelt(letter) : letter.ToString());
        return visible.ToString();
    }

    // The last two turn the direction of writing around, so that a line says something else than it shows.
    private static bool IsUnsafe(char letter) =>
        char.IsControl(letter) || letter is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static string Spelt(char letter) => letter switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => $"\\u{(int)letter:x4}",
    };
}

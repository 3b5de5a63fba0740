using System.Globalization;
using System.Text;

namespace Reconciler.Cli.Terminals;

/// <summary>How many columns of a terminal a text takes: two for wide East Asian letters and emoji, none for marks that sit on the letter before.</summary>
internal static class DisplayWidth
{
    // From the W and F rows of Unicode's EastAsianWidth.txt, in broad ranges.
    private static readonly (int From, int To)[] wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    internal static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += Of(rune);
        return width;
    }

    private static int Of(Rune rune)
    {
        if (rune.Value < 0x300)
            return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return wide.Any(range => rune.Value >= range.From && rune.Value <= range.To) ? 2 : 1;
    }
}

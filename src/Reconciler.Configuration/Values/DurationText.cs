using System.Globalization;

namespace Reconciler.Configuration.Values;

/// <summary>Durations as Go writes them, and days: <c>24h</c>, <c>7d</c>, <c>1h30m</c>, <c>0s</c>. Whole numbers; each unit at most once, the larger first.</summary>
public static class DurationText
{
    private static readonly (char Unit, TimeSpan Length)[] Units =
    [
        ('d', TimeSpan.FromDays(1)),
        ('h', TimeSpan.FromHours(1)),
        ('m', TimeSpan.FromMinutes(1)),
        ('s', TimeSpan.FromSeconds(1)),
    ];

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text.IsEmpty)
            return false;

        foreach (var (unit, length) in Units)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || text[digits] != unit)
                continue;

            // Six digits of any unit stay far inside the range of a TimeSpan.
            if (digits > 6 || !int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                return false;

            duration += count * length;
            text = text[(digits + 1)..];
        }

        return text.IsEmpty;
    }

    /// <summary>The shortest text that <see cref="TryParse"/> reads back; whole seconds.</summary>
    public static string Write(TimeSpan duration)
    {
        var text = "";
        foreach (var (unit, length) in Units)
        {
            var count = duration.Ticks / length.Ticks;
            if (count > 0)
                text += $"{count}{unit}";
            duration -= count * length;
        }

        return text.Length == 0 ? "0s" : text;
    }
}

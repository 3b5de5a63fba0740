namespace Reconciler.Configuration.Forms;

/// <summary>The decimal texts of a range of whole numbers as a regular expression: of 1 to 256, <c>[1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-6]</c>.</summary>
internal static class IntegerPattern
{
    /// <summary>Both bounds included; leading zeros are allowed.</summary>
    public static string Between(int least, int most) => $"0*(?:{string.Join('|', Blocks(least, most))})";

    /// <summary>From <paramref name="least"/> on, the largest block of numbers that share all digits but the last few, again and again.</summary>
    private static IEnumerable<string> Blocks(long least, long most)
    {
        while (least <= most)
        {
            var (size, free) = (1L, 0);
            while (least % (size * 10) == 0 && least + (size * 10) - 1 <= most && least >= size * 10)
                (size, free) = (size * 10, free + 1);

            var digit = least / size % 10;
            var count = Math.Min(10 - digit, (most - least + 1) / size);
            var head = least / size / 10;
            yield return $"{(head == 0 ? "" : head)}{Digits(digit, digit + count - 1)}{(free == 0 ? "" : free == 1 ? "[0-9]" : $"[0-9]{{{free}}}")}";
            least += count * size;
        }
    }

    private static string Digits(long first, long last) => first == last ? $"{first}" : $"[{first}-{last}]";
}

using System.Globalization;

namespace Reconciler.Configuration.Values;

/// <summary>
/// Moments in time: a day, <c>2026-12-01</c>, which stands for its beginning in UTC, or a time with its offset, <c>2026-12-01T18:00Z</c>,
/// <c>2026-12-01T19:00:00+01:00</c>; a blank will do for the T. A time without an offset would be another moment for every reader.
/// </summary>
public static class InstantText
{
    /// <summary>ECMAScript; it lets days pass that their month does not have.</summary>
    public const string Pattern =
        "^2[0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?:[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]))?$";

    private const int DayLength = 10;

    private static readonly string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <param name="instant">In UTC.</param>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        return HasOffsetOrIsDay(text)
            && DateTimeOffset.TryParseExact(
                text.Length > DayLength && text[DayLength] == ' ' ? $"{text[..DayLength]}T{text[(DayLength + 1)..]}" : text,
                forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant)
            && text[0] == '2';
    }

    /// <remarks>Offsets of fourteen hours are on no map but one, and the pattern leaves them out.</remarks>
    private static bool HasOffsetOrIsDay(string text) => text.Length switch
    {
        DayLength => true,
        < DayLength => false,
        _ => text[^1] == 'Z' || (text[^6] is '+' or '-' && text[^3] == ':' && !text.AsSpan(text.Length - 5).StartsWith("14", StringComparison.Ordinal)),
    };
}

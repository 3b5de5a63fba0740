using System.Runtime.CompilerServices;
using System.Text;

namespace Reconciler.Core.Diagnostics;

/// <summary>
/// A diagnostic's wording. The first <c>"; "</c> that the factory itself writes parts what is wrong from what to do. What is filled in comes
/// from files: it parts nothing, is cut to a readable length, and cannot break the line or reach the terminal as a control sequence.
/// </summary>
[InterpolatedStringHandler]
internal ref struct MessageText(int literalLength, int formattedCount)
{
    private const int LongestValue = 200;

    private const string Parting = "; ";

    private readonly StringBuilder text = new(literalLength + formattedCount * 16);

    private int? parting;

    public readonly string Message => text.ToString(0, parting ?? text.Length);

    public readonly string Help => parting is { } end ? text.ToString(end + Parting.Length, text.Length - end - Parting.Length) : "";

    public void AppendLiteral(string literal)
    {
        var found = parting is null ? literal.IndexOf(Parting, StringComparison.Ordinal) : -1;
        if (found >= 0)
            parting = text.Length + found;
        text.Append(literal);
    }

    public readonly void AppendFormatted(int number) => text.Append(number);

    public readonly void AppendFormatted(int number, string format) => text.Append(number.ToString(format));

    public readonly void AppendFormatted(string value)
    {
        foreach (var c in value.AsSpan(0, Math.Min(value.Length, LongestValue)))
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                text.Append('\\').Append(Escape(c));
            else
                text.Append(c);
        }

        if (value.Length > LongestValue)
            text.Append('…');
    }

    private static string Escape(char c) => c switch
    {
        '\n' => "n",
        '\r' => "r",
        '\t' => "t",
        _ => $"u{(int)c:x4}",
    };
}

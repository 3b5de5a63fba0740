using System.Runtime.CompilerServices;
using System.Text;

namespace Reconciler.Core.Diagnostics;

/// <summary>A diagnostic's wording. What is filled in comes from files: it is cut to a readable length and cannot break the line or reach the terminal as a control sequence.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MessageText(int literalLength, int formattedCount)
{
    private const int LongestValue = 200;

    private readonly StringBuilder text = new(literalLength + formattedCount * 16);

    public void AppendLiteral(string literal) => text.Append(literal);

    public void AppendFormatted(int number) => text.Append(number);

    public void AppendFormatted(int number, string format) => text.Append(number.ToString(format));

    public void AppendFormatted(string value)
    {
        foreach (var c in value.AsSpan(0, Math.Min(value.Length, LongestValue)))
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029')
                text.Append('\\').Append(Escape(c));
            else
                text.Append(c);
        }

        if (value.Length > LongestValue)
            text.Append('…');
    }

    public override string ToString() => text.ToString();

    private static string Escape(char c) => c switch
    {
        '\n' => "n",
        '\r' => "r",
        '\t' => "t",
        _ => $"u{(int)c:x4}",
    };
}

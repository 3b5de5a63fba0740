using System.Text;
using System.Text.RegularExpressions;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Reports;

/// <summary>Lines as wide as the terminal that shows them; in a pipe and in a file, as long as they are.</summary>
/// <param name="columns">Null: as many as a line needs.</param>
internal sealed partial class LineRoom(int? columns)
{
    private const char Cut = '…';

    /// <summary>Less is no room for a sentence.</summary>
    private const int Least = 20;

    private const int UsualColumns = 80;

    internal static LineRoom Endless { get; } = new(columns: null);

    /// <summary>Broken between words; what follows the first line is indented.</summary>
    internal IEnumerable<string> Wrapped(string text, int indentation = 4)
    {
        if (columns is not { } room || DisplayWidth.Of(text) <= room)
            return [text];

        var before = text.Length - text.TrimStart(' ').Length;
        string[] lines = [.. TextWrap.Lines(text, Math.Max(Least, room - Math.Max(before, indentation)))];
        return lines.Select((line, i) => new string(' ', i == 0 ? before : indentation) + line);
    }

    /// <summary>Cut at its end, where the least important stands.</summary>
    internal string CutToFit(string text)
    {
        if (columns is not { } room || DisplayWidth.Of(text) <= room)
            return text;

        var fits = new StringBuilder();
        var left = Math.Max(Least, room) - 1;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= DisplayWidth.Of(rune.ToString());
            if (left < 0)
                break;
            fits.Append(rune.ToString());
        }

        return fits.Append(Cut).ToString();
    }

    /// <summary>How many rows of a terminal a line takes, whatever its colours; in a pipe, of a usual one.</summary>
    internal int RowsOf(string line)
    {
        var room = columns ?? UsualColumns;
        return Math.Max(1, (DisplayWidth.Of(Colour().Replace(line, "")) + room - 1) / room);
    }

    [GeneratedRegex("\\e\\[[0-9]+m")]
    private static partial Regex Colour();
}

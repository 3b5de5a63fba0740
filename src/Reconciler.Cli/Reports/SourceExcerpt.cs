using System.Text;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Reports;

/// <summary>A line of a file as a terminal can show it, cut around the place that is meant.</summary>
/// <param name="Line">Tabs as blanks, control characters spelt out, <c>…</c> where it is cut.</param>
/// <param name="Before">Columns before the place.</param>
/// <param name="Columns">That the place takes; at least 1.</param>
internal sealed record SourceExcerpt(string Line, int Before, int Columns)
{
    private const int TabStop = 4;

    private const string Cut = "…";

    /// <param name="line">May be as long as a file may be.</param>
    /// <param name="column">From 1, in characters; one behind the last is the end of the line.</param>
    /// <param name="length">In characters.</param>
    /// <param name="room">Columns that the line may take.</param>
    internal static SourceExcerpt Of(string line, int column, int length, int room)
    {
        var start = Math.Clamp(column - 1, 0, line.Length);
        var end = Math.Clamp(start + length, start, line.Length);

        // What is farther away cannot be shown anyway, and takes its time in a line of ten million characters.
        var (low, high) = (Math.Max(0, start - 2 * room), Math.Min(line.Length, start + 2 * room));
        var cells = Cells(line, low, high);
        var first = cells.FindIndex(cell => cell.End > start);
        first = first < 0 ? cells.Count : first;
        var last = Math.Max(first, cells.FindLastIndex(cell => cell.Start < end) + 1);

        var (from, to) = Window(cells, first, last, room);
        var before = low > 0 || from > 0 ? Cut : "";
        var after = high < line.Length || to < cells.Count ? Cut : "";
        return new(
            before + string.Concat(cells[from..to].Select(cell => cell.Text)) + after,
            before.Length + cells[from..first].Sum(cell => cell.Columns),
            Math.Max(1, cells[first..Math.Min(last, to)].Sum(cell => cell.Columns)));
    }

    /// <summary>One for each letter with the marks that sit on it.</summary>
    private static List<Cell> Cells(string line, int low, int high)
    {
        var cells = new List<Cell>();
        var column = 0;
        for (var i = low; i < high;)
        {
            Rune.DecodeFromUtf16(line.AsSpan(i), out var rune, out var length);
            var text = rune.Value == '\t' ? new string(' ', TabStop - column % TabStop) : VisibleText.Of(rune.ToString());
            var columns = DisplayWidth.Of(text);
            if (columns == 0 && cells.Count > 0)
                cells[^1] = cells[^1] with { Text = cells[^1].Text + text, End = i + length };
            else
                cells.Add(new(text, columns, i, i + length));
            column += columns;
            i += length;
        }

        return cells;
    }

    /// <returns>Which cells fit into the room: the place from its beginning, and as much on both sides of it as possible.</returns>
    private static (int From, int To) Window(List<Cell> cells, int first, int last, int room)
    {
        var left = room - 2 * Cut.Length;
        var (from, to) = (first, first);
        while (to < last && cells[to].Columns <= left)
            left -= cells[to++].Columns;

        var hasGrown = true;
        while (hasGrown)
        {
            hasGrown = false;
            if (from > 0 && cells[from - 1].Columns <= left)
            {
                left -= cells[--from].Columns;
                hasGrown = true;
            }

            if (to >= last && to < cells.Count && cells[to].Columns <= left)
            {
                left -= cells[to++].Columns;
                hasGrown = true;
            }
        }

        return (from, to);
    }

    /// <param name="Start">Of its characters in the line.</param>
    private sealed record Cell(string Text, int Columns, int Start, int End);
}

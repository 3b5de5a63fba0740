using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Reports;

/// <summary>Rows of cells under headings, padded so that columns stand below each other, two blanks apart. Numbers stand right; the last column is not padded.</summary>
internal sealed class TextTable(params Column[] columns)
{
    private const string Gap = "  ";

    private readonly List<Cell[]> rows = [];

    internal void Add(params Cell[] cells) => rows.Add(cells);

    /// <summary>The headings, then a line for each row.</summary>
    internal IEnumerable<string> Lines(Style style)
    {
        Cell[] headings = [.. columns.Select(column => new Cell(column.Heading, style.Dim))];
        int[] widths = [.. columns.Select((_, index) => rows.Prepend(headings).Max(row => row[index].Width))];
        return rows.Prepend(headings).Select(row => Line(row, widths));
    }

    private string Line(Cell[] cells, int[] widths) => string.Join(Gap, cells.Select((cell, index) => Padded(cell, index, widths[index]))).TrimEnd();

    private string Padded(Cell cell, int index, int width)
    {
        var padding = new string(' ', width - cell.Width);
        if (columns[index].IsNumber)
            return padding + cell.Painted;
        return index == columns.Length - 1 ? cell.Painted : cell.Painted + padding;
    }
}

internal readonly record struct Column(string Heading, bool IsNumber = false)
{
    public static implicit operator Column(string heading) => new(heading);
}

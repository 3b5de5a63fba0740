using System.Globalization;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Reports;

/// <summary>A text in a table or a line, safe to print, and its colour.</summary>
/// <param name="Paint">Null: as it is.</param>
internal readonly record struct Cell(string Text, Func<string, string>? Paint = null)
{
    internal int Width => DisplayWidth.Of(Visible);

    internal string Painted => Paint is null ? Visible : Paint(Visible);

    private string Visible => VisibleText.Of(Text);

    public static implicit operator Cell(string text) => new(text);

    public static implicit operator Cell(int number) => new(number.ToString(CultureInfo.InvariantCulture));
}

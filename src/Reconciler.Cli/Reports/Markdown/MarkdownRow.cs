namespace Reconciler.Cli.Reports.Markdown;

/// <summary>One line of a table or list; a comment is cut between rows.</summary>
/// <param name="Text">Without its line end.</param>
/// <param name="Package">What it is about, for the count of packages among the rows that are left out; null: they are not counted.</param>
internal sealed record MarkdownRow(string Text, string? Package = null)
{
    /// <summary>A list's item.</summary>
    internal static MarkdownRow Item(string text) => new($"- {text}");

    /// <summary>A table's row.</summary>
    internal static MarkdownRow Cells(string? package, params IEnumerable<string> cells) => new(Line(cells), package);

    /// <summary>The first two lines of a table.</summary>
    /// <param name="columns">One that ends with <c>:</c> is of numbers, and aligned to the right.</param>
    internal static string Head(params IReadOnlyList<string> columns) =>
        $"{Line(columns.Select(column => column.TrimEnd(':')))}\n|{string.Concat(columns.Select(column => column.EndsWith(':') ? " --: |" : " --- |"))}";

    // A pipe ends a cell even inside of code.
    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}

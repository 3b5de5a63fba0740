using Reconciler.Cli.Calls;
using Reconciler.Core.Commits;

namespace Reconciler.Cli.Reports;

/// <summary>Things of one kind, a line each.</summary>
/// <param name="things">In the plural: <c>servers</c>.</param>
internal sealed class ListReport<T>(string things, params ListColumn<T>[] columns)
{
    private const string Nothing = "-";

    /// <summary>Said where there is nothing; null: the usual words.</summary>
    internal string? None { get; init; }

    internal Task WriteAsync(VerbContext context, CommitInfo commit, IReadOnlyList<T> items) => context.Format == OutputFormat.Json
        ? JsonReport.WriteAsync(context.Terminal.Out, writer =>
        {
            writer.WriteString("kind"u8, things);
            writer.WriteString("commit"u8, commit.Id);
            writer.WriteList(things, items, item =>
            {
                foreach (var column in columns)
                    column.Json(writer, item);
            });
        })
        : WriteTextAsync(context, commit, items);

    private async Task WriteTextAsync(VerbContext context, CommitInfo commit, IReadOnlyList<T> items)
    {
        if (items.Count == 0)
        {
            await context.Terminal.Out.WriteLineAsync(None ?? $"No {things} at {commit.ShortId}.");
            return;
        }

        var table = new TextTable([.. columns.Select(column => new Column(column.Title, column.IsNumber))]);
        foreach (var item in items)
            table.Add([.. columns.Select(column => new Cell(column.Text(item) ?? Nothing))]);
        foreach (var line in table.Lines(context.Terminal.Style))
            await context.Terminal.Out.WriteLineAsync(line);
    }
}

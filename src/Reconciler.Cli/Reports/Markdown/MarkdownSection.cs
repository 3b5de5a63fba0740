using System.Collections.Immutable;
using System.Text;

namespace Reconciler.Cli.Reports.Markdown;

/// <summary>A part of a comment that may be cut after any of its rows, or left out.</summary>
/// <param name="Title">In plain words of ours; empty for a part that follows what stands before it.</param>
/// <param name="Noun">What its rows are.</param>
internal sealed record MarkdownSection(string Title, MarkdownNoun Noun, ImmutableArray<MarkdownGroup> Groups)
{
    private readonly ImmutableArray<MarkdownRow> rows = [.. Groups.SelectMany(group => group.Rows)];

    /// <summary>Shown by its title until somebody opens it, where the host can do that.</summary>
    internal bool IsFolded { get; init; }

    /// <summary>Gets its room before others.</summary>
    internal bool IsUrgent { get; init; }

    internal int Count => rows.Length;

    /// <summary>A section of one table or list; none where there are no rows.</summary>
    internal static ImmutableArray<MarkdownSection> Optional(string title, MarkdownNoun noun, string lead, ImmutableArray<MarkdownRow> rows) =>
        rows.IsEmpty ? [] : [new(title, noun, [new(lead, rows)])];

    /// <summary>The same, folded.</summary>
    internal static ImmutableArray<MarkdownSection> Folded(string title, MarkdownNoun noun, string lead, ImmutableArray<MarkdownRow> rows) =>
        [.. Optional(title, noun, lead, rows).Select(section => section with { IsFolded = true })];

    internal IEnumerable<MarkdownRow> RowsAfter(int kept) => rows.Skip(kept);

    /// <summary>The section with its first rows; nothing for none.</summary>
    internal string Text(int kept, CommentHost host)
    {
        if (kept == 0)
            return "";

        var text = new StringBuilder(Opening(host));
        var left = kept;
        foreach (var group in Groups.TakeWhile(_ => left > 0))
        {
            text.Append('\n').Append(group.Opening);
            foreach (var row in group.Rows.Take(left))
                text.Append(row.Text).Append('\n');
            left -= group.Rows.Length;
        }

        return text.Append(kept < Count ? LeftOut(kept) : "").Append(Closing(host)).ToString();
    }

    /// <summary>How many bytes <see cref="Text"/> has, for each number of rows from 0 to all.</summary>
    internal int[] Sizes(CommentHost host)
    {
        var sizes = new int[Count + 1];
        var soFar = Encoding.UTF8.GetByteCount(Opening(host)) + Encoding.UTF8.GetByteCount(Closing(host));
        var kept = 0;
        foreach (var group in Groups)
        {
            soFar += 1 + Encoding.UTF8.GetByteCount(group.Opening);
            foreach (var row in group.Rows)
            {
                soFar += Encoding.UTF8.GetByteCount(row.Text) + 1;
                sizes[++kept] = soFar;
            }
        }

        var packages = new HashSet<string>();
        for (kept = Count - 1; kept > 0; kept--)
        {
            if (rows[kept].Package is { } package)
                packages.Add(package);
            sizes[kept] += Encoding.UTF8.GetByteCount(LeftOut(Count - kept, packages.Count));
        }

        return sizes;
    }

    private string Opening(CommentHost host) => (Title, IsFolded && host.RendersHtml) switch
    {
        ("", _) => "",
        (_, true) => $"\n<details>\n<summary>{MarkdownText.Html(Title)}</summary>\n",
        _ => $"\n### {MarkdownText.Prose(Title)}\n",
    };

    private string Closing(CommentHost host) => IsFolded && host.RendersHtml ? "\n</details>\n" : "";

    private string LeftOut(int kept) => LeftOut(Count - kept, RowsAfter(kept).Select(row => row.Package).OfType<string>().Distinct().Count());

    private string LeftOut(int number, int packages) => $"\n… and {MarkdownNoun.Number(number)} more {(number == 1 ? Noun.One : Noun.Many)}{MarkdownCut.InPackages(packages)}\n";
}

/// <summary>Rows that stand together.</summary>
/// <param name="Lead">What stands before them, a table's head among it; without line end, and empty for nothing.</param>
internal sealed record MarkdownGroup(string Lead, ImmutableArray<MarkdownRow> Rows)
{
    internal string Opening => Lead.Length == 0 ? "" : $"{Lead}\n";
}

using System.Text;

namespace Reconciler.Cli.Reports.Markdown;

/// <summary>How much of each part of a comment is shown, so that all of it stays within the host's limit; and what is said of the rest.</summary>
internal sealed class MarkdownCut
{
    /// <summary>With less than that a part says nothing of use: then the first parts share what there is.</summary>
    private const int SmallestShareBytes = 500;

    private readonly IReadOnlyList<MarkdownSection> sections;
    private readonly CommentHost host;
    private readonly int[][] sizes;
    private readonly int[] kept;

    /// <param name="sections">In the order in which they are shown; the first ones matter more, and urgent ones most.</param>
    internal MarkdownCut(IReadOnlyList<MarkdownSection> sections, CommentHost host)
    {
        this.sections = sections;
        this.host = host;
        sizes = [.. sections.Select(section => section.Sizes(host))];
        kept = new int[sections.Count];
    }

    /// <summary>Shows as much as there is room for.</summary>
    internal void Fit(int bytes)
    {
        if (sizes.Sum(size => (long)size[^1]) <= bytes)
        {
            for (var i = 0; i < kept.Length; i++)
                kept[i] = sections[i].Count;
            return;
        }

        // The small ones whole, and the large ones an equal part of what these leave.
        bytes -= Encoding.UTF8.GetByteCount(LeftOut());
        var sharing = Math.Clamp(bytes / SmallestShareBytes, 1, kept.Length);
        var weightiest = Enumerable.Range(0, kept.Length).OrderByDescending(i => sections[i].IsUrgent).ToArray();
        foreach (var i in weightiest.Take(sharing).OrderBy(i => sizes[i][^1]).ToArray())
            bytes -= Grow(i, bytes / sharing--);
        foreach (var i in weightiest)
            bytes -= Grow(i, bytes);
    }

    /// <summary><c>Left out: 4,812 actions in 37 packages, 2 notes</c>, as a paragraph; nothing when nothing is left out.</summary>
    internal string LeftOut()
    {
        var nouns = sections.Select((section, i) => (section.Noun, Rows: section.RowsAfter(kept[i])))
            .GroupBy(pair => pair.Noun, pair => pair.Rows)
            .Select(group => (Noun: group.Key, Rows: group.SelectMany(rows => rows).ToArray()))
            .Where(left => left.Rows.Length > 0)
            .Select(left => left.Noun.Count(left.Rows.Length) + InPackages(left.Rows.Select(row => row.Package).OfType<string>().Distinct().Count()));
        var text = string.Join(", ", nouns);
        return text.Length == 0 ? "" : $"\n> **Cut to what fits in a comment.** Left out: {text}; all of it is in the pipeline's artefact.\n";
    }

    internal IEnumerable<string> Texts() => sections.Select((section, i) => section.Text(kept[i], host));

    internal static string InPackages(int number) => number == 0 ? "" : $" in {MarkdownNoun.Number(number)} {(number == 1 ? "package" : "packages")}";

    /// <summary>Shows more of one part, of its own bytes and some more.</summary>
    /// <returns>How many of the bytes were used.</returns>
    private int Grow(int i, int bytes)
    {
        var before = sizes[i][kept[i]];
        var most = Array.FindLastIndex(sizes[i], size => size <= before + bytes);
        if (most <= kept[i])
            return 0;

        kept[i] = most;
        return sizes[i][most] - before;
    }
}

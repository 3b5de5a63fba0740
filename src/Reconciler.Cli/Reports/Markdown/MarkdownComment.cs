using System.Text;

namespace Reconciler.Cli.Reports.Markdown;

/// <summary>A comment within its host's limit: what is never cut, and between it as much of the sections as there is room for.</summary>
/// <param name="Head">Begins below the marker; never cut.</param>
/// <param name="Sections">In the order in which they are shown.</param>
/// <param name="Foot">Never cut; may be empty.</param>
internal sealed record MarkdownComment(string Head, IReadOnlyList<MarkdownSection> Sections, string Foot)
{
    /// <summary>The first line, which no host shows, with or without HTML: by it a pipeline finds the comment that it wrote before.</summary>
    internal const string Marker = "[//]: # (reconciler plan)";

    internal string Text(CommentHost host)
    {
        var head = $"{Marker}\n{Head}";
        var cut = new MarkdownCut(Sections, host);
        cut.Fit(host.LimitBytes - Encoding.UTF8.GetByteCount(head) - Encoding.UTF8.GetByteCount(Foot));
        return $"{head}{cut.LeftOut()}{string.Concat(cut.Texts())}{Foot}";
    }
}

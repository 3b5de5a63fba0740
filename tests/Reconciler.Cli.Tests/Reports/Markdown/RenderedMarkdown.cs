using System.Text.RegularExpressions;
using System.Xml.Linq;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.Reports.Markdown;

/// <summary>Markdown as GitHub reads it: the tree that <c>cmark-gfm</c> makes of it, with GitHub's extensions.</summary>
internal sealed partial class RenderedMarkdown
{
    private static readonly XNamespace ns = "http://commonmark.org/xml/1.0";

    private readonly XElement document;

    private RenderedMarkdown(XElement document)
    {
        this.document = document;
    }

    /// <summary>Raw HTML, links and whatever else is no text, table or list.</summary>
    internal IEnumerable<string> Unexpected => Kinds.Except(
        ["text", "softbreak", "paragraph", "heading", "strong", "code", "table", "table_header", "table_row", "table_cell", "list", "item", "html_block", "block_quote"]);

    /// <summary>The kinds of all nodes.</summary>
    internal IEnumerable<string> Kinds => document.Descendants().Select(node => node.Name.LocalName).Distinct();

    /// <summary>Raw HTML, block by block.</summary>
    internal IEnumerable<string> Html => document.Descendants(ns + "html_block").Select(node => node.Value);

    /// <summary>What hosts search for mentions and references: each paragraph and cell without its code, which stands there as a blank box.</summary>
    internal IEnumerable<string> Searched => document.Descendants()
        .Where(node => node.Elements().Any(child => child.Name == ns + "text"))
        .Select(node => string.Concat(node.Nodes().OfType<XElement>().Select(child => child.Name == ns + "code" ? "▯" : child.Name == ns + "text" ? child.Value : " ")));

    /// <summary>Each table as its rows, the head first, as readers see them.</summary>
    internal IEnumerable<string[][]> Tables => document.Descendants(ns + "table")
        .Select(table => table.Elements().Select(row => row.Elements(ns + "table_cell").Select(Shown).ToArray()).ToArray());

    internal IEnumerable<string> Headings => document.Descendants(ns + "heading").Select(Shown);

    /// <summary>All that readers see.</summary>
    internal string Text => Shown(document);

    internal static async Task<RenderedMarkdown> OfAsync(string markdown)
    {
        var xml = await RunAsync(markdown, "xml");
        // What XML cannot hold stands for nothing here.
        return new(XDocument.Parse(NotXml().Replace(xml, "?").Replace("<!DOCTYPE document SYSTEM \"CommonMark.dtd\">", "", StringComparison.Ordinal)).Root!);
    }

    internal static Task<string> HtmlOfAsync(string markdown) => RunAsync(markdown, "html");

    private static async Task<string> RunAsync(string markdown, string format)
    {
        var program = RealPart.Require("cmark-gfm", "apt-get install cmark-gfm");
        using var directory = new TemporaryDirectory();
        var result = await new ProcessRun(
            program, "--to", format, "--unsafe", "--extension", "table", "--extension", "strikethrough", "--extension", "autolink", "--extension", "tasklist", "--extension", "footnotes", directory.Write("comment.md", markdown)).RunAsync();
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.StandardOutput;
    }

    private static string Shown(XElement node) => string.Concat(node.DescendantNodes().OfType<XText>().Select(text => text.Value));

    [GeneratedRegex("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]")]
    private static partial Regex NotXml();
}

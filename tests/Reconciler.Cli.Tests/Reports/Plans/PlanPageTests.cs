using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using Reconciler.Cli.Reports.Plans;

namespace Reconciler.Cli.Tests.Reports.Plans;

public partial class PlanPageTests
{
    private static readonly HtmlParser parser = new(new HtmlParserOptions { IsStrictMode = true });

    /// <summary>What is dangerous in HTML, in its attributes, in scripts and styles, and in URLs; what moves a cursor or turns writing around; halves of characters.</summary>
    private static readonly string[] hostile =
    [
        "<", ">", "&", "\"", "'", "`", "=", "/", "\\", "&lt;", "&#60;", "&amp", "</script>", "</style>", "</title>", "<!--", "-->", "<![CDATA[", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
        "\" onclick=\"alert(1)", "' style='", "javascript:alert(1)", "\0", "\n", "\r", "\t", "\u001b[31m", "\u202e", "\u2066", "\u2028", "\ud83d\ude00", "\ud83d", "é", "a", " ",
    ];

    [Fact]
    public async Task Write_EveryFact_IsFrozen() => await Verify(WithoutOwn(PlanPage.Write(SamplePlans.Everything())), "html");

    [Fact]
    public async Task Write_NothingToDo_IsFrozen() => await Verify(WithoutOwn(PlanPage.Write(SamplePlans.Nothing())), "html");

    [Fact]
    public void Write_SamePlanTwice_GivesTheSameBytes() => Assert.Equal(PlanPage.Write(SamplePlans.Everything()), PlanPage.Write(SamplePlans.Everything()));

    [Fact]
    public void Policy_LetsInTheStyleAndTheScriptOfThePageAndNothingElse()
    {
        var page = parser.ParseDocument(PlanPage.Write(SamplePlans.Everything()));

        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{Hash(page.QuerySelector("style")!)}'; script-src 'sha256-{Hash(page.QuerySelector("script")!)}'; img-src data:; base-uri 'none'; form-action 'none'",
            page.QuerySelector("meta[http-equiv]")!.GetAttribute("content"));
        Assert.Single(page.QuerySelectorAll("style"));
        Assert.Single(page.QuerySelectorAll("script"));
        Assert.All(page.All.SelectMany(element => element.Attributes), attribute => Assert.False(attribute.Name is "style" or "src" || attribute.Name.StartsWith("on", StringComparison.Ordinal), attribute.Name));
        Assert.All(page.QuerySelectorAll("[href]"), link => Assert.Matches("^(#|data:,$)", link.GetAttribute("href")));
    }

    /// <summary>Whatever others wrote, the page has the elements and attributes that it has for harmless text, and shows what they wrote.</summary>
    [Fact]
    public void Write_TextOfOthers_IsNeverMarkup()
    {
        var harmless = Skeleton(parser.ParseDocument(PlanPage.Write(SamplePlans.Everything())));

        Gen.Int[0, hostile.Length - 1].Select(i => hostile[i]).Array[1, 6].Select(string.Concat).Sample(
            evil =>
            {
                var page = parser.ParseDocument(PlanPage.Write(SamplePlans.Everything(text => $"{text}{evil}")));
                Assert.Equal(harmless, Skeleton(page));
                Assert.EndsWith(Shown(evil), page.QuerySelector("h1")!.TextContent);
            },
            iter: 200);
    }

    [Fact]
    public void Write_LinksWithinThePage_LeadSomewhere()
    {
        foreach (var sheet in new[] { SamplePlans.Everything(), SamplePlans.Wide(), SamplePlans.Nothing() })
        {
            var page = parser.ParseDocument(PlanPage.Write(sheet));
            var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToArray();

            Assert.Equal(ids.Distinct(), ids);
            Assert.All(page.QuerySelectorAll("a[href]"), link => Assert.Contains(link.GetAttribute("href")![1..], ids));
            Assert.All(page.QuerySelectorAll("[aria-labelledby]"), element => Assert.Contains(element.GetAttribute("aria-labelledby"), ids));
        }
    }

    /// <summary>Each set stands once, and a site that it holds nearly whole stands for its servers.</summary>
    [Fact]
    public void Write_SetsOfTenThousandServers_AreToldBySite()
    {
        var html = PlanPage.Write(SamplePlans.Wide());
        var page = parser.ParseDocument(html);

        Assert.Equal("site-00: all 100 but dp-00-00", page.QuerySelector("#set-1 [data-site='0']")!.TextContent);
        Assert.Equal("site-01: all 100", page.QuerySelector("#set-1 [data-site='1']")!.TextContent);
        Assert.Equal(100, page.QuerySelectorAll("[data-name]").Length);
        Assert.True(html.Length < 4_000_000, $"{html.Length} characters");
    }

    [Fact]
    public void Write_FiveThousandActions_StayBelowThreeMegabytes() => Assert.InRange(Encoding.UTF8.GetByteCount(PlanPage.Write(SamplePlans.Large(5000, 3))), 1_000_000, 3_000_000);

    private static string Hash(IElement own) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(own.TextContent)));

    private static string Skeleton(IDocument page) =>
        string.Join('\n', page.All.Select(element => $"{element.LocalName} {string.Join(' ', element.Attributes.Select(attribute => attribute.Name))}").Append($"{page.Descendants().Count(node => node.NodeType == NodeType.Comment)} comments"));

    private static string Shown(string text) => Cli.Terminals.VisibleText.Of(text);

    /// <summary>Style and script have files of their own; their hashes change with them.</summary>
    private static string WithoutOwn(string page) => Own().Replace(Hashes().Replace(page, "sha256-…"), "<$1>…</$1>");

    [GeneratedRegex("<(style|script)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Own();

    [GeneratedRegex("sha256-[^']*")]
    private static partial Regex Hashes();
}

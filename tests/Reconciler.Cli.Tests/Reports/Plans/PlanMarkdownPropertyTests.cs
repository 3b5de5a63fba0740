using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Cli.Reports.Plans;
using Reconciler.Cli.Tests.Reports.Markdown;
using Reconciler.Core.Planning;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.Reports.Plans;

/// <summary>Whatever a plan holds and however little room there is: what GitHub makes of the comment is ours, whole, and counts right.</summary>
public partial class PlanMarkdownPropertyTests
{
    private static readonly Gen<CommentHost> hosts = Gen.Select(
        Gen.OneOf(CommentHost.GitHub, CommentHost.Bitbucket), Gen.OneOf(Gen.Int[CommentHost.SmallestLimitBytes, 4000], Gen.Int[4000, 70_000]), (host, limit) => host with { LimitBytes = limit });

    [Fact]
    public async Task Write_AnyPlanAndLimit_IsWithinItWholeAndCountsRight()
    {
        RealPart.Require("cmark-gfm", "apt-get install cmark-gfm");

        await Gen.Select(GenSheets.All, hosts).SampleAsync(
            async pair =>
            {
                var (sheet, host) = pair;
                var comment = PlanMarkdown.Write(sheet, host);
                var rendered = await RenderedMarkdown.OfAsync(comment);

                Assert.InRange(Encoding.UTF8.GetByteCount(comment), 1, host.LimitBytes);
                HoldsNothingButOurs(rendered, comment);
                ClosesWhatItOpens(rendered, host);
                HasRowsOfOneLength(comment);
                ListsOrCountsAll(rendered, sheet.Plan);
            },
            iter: 150,
            threads: 1,
            print: pair => PlanMarkdown.Write(pair.Item1, pair.Item2));
    }

    [Theory]
    [InlineData("see #12")]
    [InlineData("@octocat")]
    [InlineData("www.evil.example")]
    [InlineData("KEY-12")]
    [InlineData("merge !12")]
    [InlineData(":tada:")]
    public void Trigger_OfWhatHostsLinkTo_IsSeen(string text) => Assert.Matches(Trigger(), text);

    private static void HoldsNothingButOurs(RenderedMarkdown rendered, string comment)
    {
        Assert.Empty(rendered.Unexpected);
        Assert.All(rendered.Searched, text => Assert.DoesNotMatch(Trigger(), text));
        var lines = comment.Split('\n');
        Assert.Equal(MarkdownComment.Marker, lines[0]);
        Assert.DoesNotContain(lines.Skip(1), line => line.StartsWith(MarkdownComment.Marker, StringComparison.Ordinal) || line.StartsWith('/'));
    }

    private static void ClosesWhatItOpens(RenderedMarkdown rendered, CommentHost host)
    {
        var isOpen = false;
        foreach (var html in rendered.Html)
        {
            Assert.True(host.RendersHtml, html);
            Assert.Matches(isOpen ? "^</details>\n$" : "^<details>\n<summary>[^<>\n]+</summary>\n$", html);
            isOpen = !isOpen;
        }

        Assert.False(isOpen);
    }

    private static void HasRowsOfOneLength(string comment)
    {
        var cells = 0;
        foreach (var line in comment.Split('\n'))
        {
            var here = line.StartsWith('|') ? Pipe().Count(line) : 0;
            Assert.True(here == 0 || cells == 0 || here == cells, line);
            cells = here;
        }
    }

    private static void ListsOrCountsAll(RenderedMarkdown rendered, Plan plan)
    {
        var listed = rendered.Tables.Where(table => table[0][0] == "Package" && table[0][^1] == "Why").Sum(table => table.Length - 1);
        var leftOut = LeftOut().Match(rendered.Text) is { Success: true } match ? int.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 0;

        Assert.Equal(plan.Actions.Count(action => action.Kind != ActionKind.Leave || action.IsHeld), listed + leftOut);
    }

    // Mentions, references, labels, milestones, keys of trackers, addresses, emoji, formulas, commands, and whatever is Markdown.
    [GeneratedRegex(@"[@#!$%&~^]+[\w({\[]|www|://|\b[A-Za-z]+-\d|:[A-Za-z+]\w*:|/\w|[\[\]<>\\*_`|]")]
    private static partial Regex Trigger();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Pipe();

    [GeneratedRegex("Left out: .*?([0-9,]+) actions?(?: in [0-9,]+ packages?)?[,;]")]
    private static partial Regex LeftOut();
}

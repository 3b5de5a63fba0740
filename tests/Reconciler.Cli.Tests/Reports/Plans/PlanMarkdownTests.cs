using System.Text;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Cli.Reports.Plans;
using Reconciler.Cli.Tests.Reports.Markdown;

namespace Reconciler.Cli.Tests.Reports.Plans;

/// <summary>The comment is what most users meet first, and what their pipelines find again: every form is frozen.</summary>
public class PlanMarkdownTests
{
    [Theory]
    [InlineData(nameof(SampleSheets.NoChanges))]
    [InlineData(nameof(SampleSheets.OneAction))]
    [InlineData(nameof(SampleSheets.Everything))]
    [InlineData(nameof(SampleSheets.OnlyHolds))]
    [InlineData(nameof(SampleSheets.OnlyWaits))]
    [InlineData(nameof(SampleSheets.ChangeThatMovesNothing))]
    [InlineData(nameof(SampleSheets.Scoped))]
    [InlineData(nameof(SampleSheets.Assumed))]
    [InlineData(nameof(SampleSheets.Unread))]
    public async Task Write_ForGitHub_IsFrozen(string sample)
    {
        var comment = PlanMarkdown.Write(Sheet(sample), CommentHost.GitHub);

        Assert.DoesNotContain("Left out", comment, StringComparison.Ordinal);
        await Verify(comment, scenario: sample);
    }

    [Fact]
    public async Task Write_ForAHostWithoutHtml_HasHeadingsInstead()
    {
        var comment = PlanMarkdown.Write(SampleSheets.Everything(), CommentHost.Bitbucket);

        Assert.DoesNotContain('<', comment);
        await Verify(comment);
    }

    [Fact]
    public async Task Write_InTwoThousandBytes_KeepsTheSummaryAndCountsTheRest() =>
        await Verify(PlanMarkdown.Write(SampleSheets.Large(), CommentHost.GitHub with { LimitBytes = CommentHost.SmallestLimitBytes }));

    [Fact]
    public async Task Write_EverythingInTwoThousandBytes_KeepsWhatNeedsSomebody() =>
        await Verify(PlanMarkdown.Write(SampleSheets.Everything(), CommentHost.GitHub with { LimitBytes = CommentHost.SmallestLimitBytes }));

    [Fact]
    public void Write_FiveThousandActions_FillsTheCommentOfEachHost()
    {
        foreach (var host in CommentHost.All)
        {
            var comment = PlanMarkdown.Write(SampleSheets.Large(), host);

            Assert.InRange(Encoding.UTF8.GetByteCount(comment), host.LimitBytes * 9 / 10 < 900_000 ? host.LimitBytes * 9 / 10 : 500_000, host.LimitBytes);
            Assert.Equal(host != CommentHost.GitLab, comment.Contains("Left out", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes() =>
        Assert.Equal(PlanMarkdown.Write(SampleSheets.Everything(), CommentHost.GitHub), PlanMarkdown.Write(SampleSheets.Everything(), CommentHost.GitHub));

    [Fact]
    public async Task Write_Rendered_ShowsTheClosingLineWordForWord()
    {
        foreach (var sheet in new[] { SampleSheets.NoChanges(), SampleSheets.Everything(), SampleSheets.OnlyHolds(), SampleSheets.OnlyWaits(), SampleSheets.Scoped() })
            Assert.Contains(sheet.Ending, (await RenderedMarkdown.OfAsync(PlanMarkdown.Write(sheet, CommentHost.GitHub))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Rendered_FoldsTheDetailsBelowWhatIsReadFirst()
    {
        var rendered = await RenderedMarkdown.OfAsync(PlanMarkdown.Write(SampleSheets.Everything(), CommentHost.GitHub));

        Assert.Equal(["⚠️ Reconciler: 3 to place, 5 to update, 1 to refresh, 1 to remove, 7 on hold, 2 left", "Needs somebody", "Problems"], rendered.Headings);
        Assert.Equal(
            [
                "Packages by site", "3 to place, 3 packages", "5 to update, 1 package", "1 to refresh, 1 package", "1 to remove, 1 package", "7 on hold, 3 packages",
                "What changes inside: 1 update", "No longer to do: 1 (1 to remove)", "Pending anyway: 2 (1 to place, 1 on hold)", "1 server no longer declared", "Besides", "How that which is kept was proven",
            ],
            rendered.Html.Where(html => html.StartsWith("<details>", StringComparison.Ordinal)).Select(html => html.Split("summary>")[1].TrimEnd('/', '<')));
    }

    private static PlanSheet Sheet(string sample) => sample switch
    {
        nameof(SampleSheets.NoChanges) => SampleSheets.NoChanges(),
        nameof(SampleSheets.OneAction) => SampleSheets.OneAction(),
        nameof(SampleSheets.Everything) => SampleSheets.Everything(),
        nameof(SampleSheets.OnlyHolds) => SampleSheets.OnlyHolds(),
        nameof(SampleSheets.OnlyWaits) => SampleSheets.OnlyWaits(),
        nameof(SampleSheets.ChangeThatMovesNothing) => SampleSheets.ChangeThatMovesNothing(),
        nameof(SampleSheets.Scoped) => SampleSheets.Scoped(),
        nameof(SampleSheets.Assumed) => SampleSheets.Assumed(),
        _ => SampleSheets.Unread(),
    };
}

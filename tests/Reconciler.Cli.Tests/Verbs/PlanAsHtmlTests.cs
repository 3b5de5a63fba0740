using AngleSharp.Html.Parser;
using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>The plan's page, through the program.</summary>
public sealed class PlanAsHtmlTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Plan_AsHtml_SaysWhatTheTextSays()
    {
        cli.CommitExample("starter");

        var text = await cli.RunAsync("plan", "--report", "plan.html");
        var html = await cli.RunAsync("plan", "-o", "html");
        var page = new HtmlParser().ParseDocument(html.Out);

        Assert.Equal((ExitCode.Done, html.Out), (html.ExitCode, File.ReadAllText(Path.Combine(cli.Repository.Path, "plan.html"))));
        Assert.Equal(text.Out.TrimEnd().Split('\n')[^1], page.QuerySelector("h1")!.TextContent);
        Assert.Equal(text.Out.Split('\n')[0], page.QuerySelector(".title")!.TextContent);
        Assert.Equal(["+ place", "hello"], page.QuerySelectorAll(".actions tbody tr:first-child > *").Take(2).Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Plan_OfAChangeAsHtml_FoldsWhatIsPendingAnyway()
    {
        cli.CommitExample("starter");
        await cli.SyncAsync();
        cli.Repository.Write("packages/hello/more.txt", "more");
        cli.Repository.Commit("More");
        cli.Repository.Git("checkout", "-q", "-b", "feature");
        cli.Repository.Commit("Nothing that moves anything");

        var plan = await cli.RunAsync("plan", "--base", "main", "-o", "html");
        var page = new HtmlParser().ParseDocument(plan.Out);

        Assert.Equal("This change moves nothing.", page.QuerySelector("h1")!.TextContent);
        Assert.StartsWith("Pending anyway: ", page.QuerySelector(".part > summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("hello", page.QuerySelector(".part tbody th")!.TextContent);
    }

    [Fact]
    public async Task Plan_OfAnInvalidConfigurationAsHtml_SaysWhyThereIsNone()
    {
        cli.CommitExample("starter");
        cli.CommitEdit("reconciler/servers.yaml", "default: true", "defualt: true", "Misspell it");

        var plan = await cli.RunAsync("plan", "-o", "html", "--report", "plan.html");
        var page = new HtmlParser().ParseDocument(plan.Out);

        Assert.Equal((ExitCode.Invalid, plan.Out), (plan.ExitCode, File.ReadAllText(Path.Combine(cli.Repository.Path, "plan.html"))));
        Assert.StartsWith("Invalid: 1 error", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("reconciler/servers.yaml:", page.QuerySelector(".problems code")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("did you mean 'default'?", page.QuerySelector(".problems")!.TextContent, StringComparison.Ordinal);
    }
}

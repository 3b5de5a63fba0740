using System.Text;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Tests.Reports.Markdown;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>The comment on a pull request, as pipelines ask for it.</summary>
public sealed class CommentTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Plan_OfAChange_IsACommentThatGitHubShowsAsItIsMeant()
    {
        cli.CommitExample("starter");
        await cli.SyncAsync();
        cli.Repository.Git("checkout", "-q", "-b", "feature");
        cli.Repository.Write("packages/hello/more.txt", "more");
        cli.Repository.Commit("More @octocat </details> #1");

        var plan = await cli.RunAsync("plan", "--base", "main", "-o", "markdown", "--report", "plan.md");
        var rendered = await RenderedMarkdown.OfAsync(plan.Out);

        Assert.Equal(ExitCode.Done, plan.ExitCode);
        Assert.Equal(plan.Out, Read("plan.md"));
        Assert.StartsWith("[//]: # (reconciler plan)\n", plan.Out, StringComparison.Ordinal);
        Assert.Contains("`@octocat` `</details>` `#1`", plan.Out, StringComparison.Ordinal);
        Assert.Empty(rendered.Unexpected);
        Assert.Contains((await cli.RunAsync("plan", "--base", "main")).Out.Split('\n').Single(line => line.StartsWith("Plan: ", StringComparison.Ordinal)), rendered.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ForAHost_HasItsFormAndItsLimit()
    {
        cli.CommitExample("branch-offices");

        var here = await cli.RunAsync("plan", "-o", "markdown");
        var there = await cli.RunAsync("plan", "-o", "markdown", "--host", "bitbucket");
        var wrong = await cli.RunAsync("plan", "-o", "markdown", "--host", "gitea");

        Assert.Contains("<details>", here.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('<', there.Out);
        Assert.InRange(Encoding.UTF8.GetByteCount(there.Out), 1, 32_768);
        Assert.Equal(ExitCode.Error, wrong.ExitCode);
        Assert.Contains("--host is 'gitea', and it takes github, gitlab, azure-devops or bitbucket", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OfAnInvalidConfiguration_IsACommentThatSaysSo()
    {
        cli.CommitExample("starter");
        cli.CommitEdit("reconciler/servers.yaml", "default: true", "defualt: true", "Misspell it");

        var plan = await cli.RunAsync("plan", "-o", "markdown", "--report", "plan.md");

        Assert.Equal(ExitCode.Invalid, plan.ExitCode);
        Assert.Equal(plan.Out, Read("plan.md"));
        Assert.Empty((await RenderedMarkdown.OfAsync(plan.Out)).Unexpected);
        await Verify(plan.Out);
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(cli.Repository.Path, file));
}

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>
/// <c>examples/pipelines/bitbucket-pipelines.yml</c>. No registry that we reach has the host's schema, so that its shape is checked by hand, after
/// https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference; its script is run by bash.
/// </summary>
public sealed class BitbucketPipelineTests : IDisposable
{
    private readonly PullRequest pull = new("bitbucket");
    private readonly YamlTree pipeline = YamlTree.Read(Path.Combine(SourceTree.Scripts, "bitbucket-pipelines.yml"));

    private YamlTree Step => pipeline["pipelines"]!["pull-requests"]!["**"]!.Items.Single()["step"]!;

    public void Dispose() => pull.Dispose();

    [Fact]
    public void File_HasTheShapeOfAPipeline()
    {
        Assert.Equal(["clone", "image", "pipelines"], pipeline.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("full", pipeline["clone"]!["depth"]!.Text);
        Assert.Equal(["artifacts", "name", "script"], Step.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["reconciler-plan/**"], Step["artifacts"]!.Items.Select(item => item.Text));
    }

    [Fact]
    public async Task PullRequest_HasOneComment_ThatIsEdited()
    {
        await pull.BeginAsync();
        pull.Change("Add dp-2", "dp-1", "dp-2");
        await RunAsync(isWell: true);
        pull.Change("Add dp-3", "dp-1", "dp-2", "dp-3");
        await RunAsync(isWell: true);

        var comment = Assert.Single(pull.Api.Comments);
        Assert.Equal(1, comment.Edits);
        Assert.StartsWith(CommentRun.Marker + "\n", comment.Text, StringComparison.Ordinal);
        Assert.Contains("2 to place", comment.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<details>", comment.Text, StringComparison.Ordinal);
        Assert.Empty(pull.Api.Unknown);
    }

    [Fact]
    public async Task InvalidConfiguration_FailsThePipeline_AndIsTheComment()
    {
        await pull.BeginAsync();
        pull.Slip();

        await RunAsync(isWell: false);

        Assert.Contains("RCN2004", Assert.Single(pull.Api.Comments).Text, StringComparison.Ordinal);
    }

    private async Task RunAsync(bool isWell)
    {
        var run = new ScriptedPipeline(pull, pull.Clone("--single-branch", "--branch", "change"));
        var wentWell = true;
        foreach (var line in Step["script"]!.Items)
            wentWell = wentWell && await run.RunAsync(line.Text, new Dictionary<string, string?> { ["BITBUCKET_PR_DESTINATION_BRANCH"] = "main", ["RECONCILER_COMMENT_TOKEN"] = CommentsApi.Token });
        Assert.True(wentWell == isWell, run.Log);
    }
}

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>
/// <c>examples/pipelines/azure-pipelines.yml</c>. No registry that we reach has the host's schema, so that its shape is checked by hand, after
/// https://learn.microsoft.com/azure/devops/pipelines/yaml-schema; its steps are run by bash.
/// </summary>
public sealed class AzurePipelineTests : IDisposable
{
    private const string InPullRequests = "and(succeeded(), eq(variables['Build.Reason'], 'PullRequest'))";

    private static readonly Dictionary<string, string[]> steps = new()
    {
        ["checkout"] = ["fetchDepth", "persistCredentials", "displayName", "condition"],
        ["bash"] = ["displayName", "condition", "env"],
        ["publish"] = ["artifact", "displayName", "condition"],
    };

    private readonly PullRequest pull = new("azure-devops");
    private readonly YamlTree pipeline = YamlTree.Read(Path.Combine(SourceTree.Scripts, "azure-pipelines.yml"));

    public void Dispose() => pull.Dispose();

    [Fact]
    public void File_HasTheShapeOfAPipeline()
    {
        Assert.Equal(["pool", "pr", "steps", "trigger"], pipeline.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("none", "ubuntu-latest"), (pipeline["trigger"]!.Text, pipeline["pool"]!["vmImage"]!.Text));
        Assert.All(pipeline["steps"]!.Items, step =>
        {
            var kind = step.Keys.First();
            Assert.Empty(step.Keys.Skip(1).Except(steps[kind]));
            Assert.Equal(kind == "checkout" ? null : InPullRequests, step["condition"]?.Text);
        });
        Assert.Equal("0", pipeline["steps"]!.Items.First()["fetchDepth"]!.Text);
    }

    [Fact]
    public async Task PullRequest_HasOneThread_ThatIsEdited()
    {
        await pull.BeginAsync();
        pull.Change("Add dp-2", "dp-1", "dp-2");
        await RunAsync(pull.Clone());
        pull.Change("Add dp-3", "dp-1", "dp-2", "dp-3");
        var run = await RunAsync(pull.Clone());

        var comment = Assert.Single(pull.Api.Comments);
        Assert.Equal(1, comment.Edits);
        Assert.StartsWith(CommentRun.Marker + "\n", comment.Text, StringComparison.Ordinal);
        Assert.Contains("2 to place", comment.Text, StringComparison.Ordinal);
        Assert.Matches("(?m)^##vso\\[task.uploadsummary\\]/.*/reconciler-plan/plan.md$", run.Log);
        Assert.Empty(pull.Api.Unknown);
    }

    [Fact]
    public async Task InvalidConfiguration_FailsThePipeline_AndIsAnIssueOfItsLine()
    {
        await pull.BeginAsync();
        pull.Slip();

        var run = await RunAsync(pull.Clone(), isWell: false);

        Assert.Matches(@"(?m)^##vso\[task.logissue type=error;sourcepath=reconciler/servers.yaml;linenumber=5;columnnumber=\d+;code=RCN2004\].*unknown field 'defualt'", run.Log);
        Assert.Contains("RCN2004", Assert.Single(pull.Api.Comments).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommitMessage_ThatLooksLikeALoggingCommand_IsNone()
    {
        await pull.BeginAsync();
        pull.Change("##vso[task.setvariable variable=PATH]/tmp", "dp-1", "dp-2");

        var run = await RunAsync(pull.Clone());

        Assert.Contains("# #vso[task.setvariable", run.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("##vso[task.setvariable", run.Log, StringComparison.Ordinal);
    }

    private async Task<ScriptedPipeline> RunAsync(string clone, bool isWell = true)
    {
        var run = new ScriptedPipeline(pull, clone);
        var wentWell = true;
        foreach (var step in pipeline["steps"]!.Items.Where(step => step["bash"] is not null))
        {
            var variables = YamlTree.Texts(step["env"]).ToDictionary(pair => pair.Key, pair => pair.Value == "$(System.AccessToken)" ? CommentsApi.Token : (string?)pair.Value);
            variables["SYSTEM_PULLREQUEST_TARGETBRANCH"] = "refs/heads/main";
            variables["TF_BUILD"] = "True";
            wentWell = wentWell && await run.RunAsync(step["bash"]!.Text, variables);
        }

        Assert.True(wentWell == isWell, run.Log);
        Assert.True(Directory.Exists(Path.Combine(clone, pipeline["steps"]!.Items.Single(step => step["publish"] is not null)["publish"]!.Text)));
        return run;
    }
}

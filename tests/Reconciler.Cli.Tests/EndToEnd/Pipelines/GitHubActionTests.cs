using System.Text.Json;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>The action <c>.github/actions/plan</c> on a real pull request, with the steps and the values that the example of a workflow gives it.</summary>
public sealed class GitHubActionTests : IDisposable
{
    private readonly PullRequest pull = new("github");

    public void Dispose() => pull.Dispose();

    [Fact]
    public async Task PullRequest_HasOneComment_ThatIsEdited()
    {
        await pull.BeginAsync();
        pull.Change("Add dp-2", "dp-1", "dp-2");
        var first = await RunAsync(pull.Clone());
        pull.Change("Add dp-3", "dp-1", "dp-2", "dp-3");
        var second = await RunAsync(pull.Clone());

        var comment = Assert.Single(pull.Api.Comments);
        Assert.Equal(1, comment.Edits);
        Assert.StartsWith(CommentRun.Marker + "\n", comment.Text, StringComparison.Ordinal);
        Assert.Contains("2 to place", comment.Text, StringComparison.Ordinal);
        Assert.Equal(("2", "true", "1", "0"), (first.Outputs["exit-code"], first.Outputs["changes"], first.Outputs["place"], first.Outputs["remove"]));
        Assert.Equal("2", second.Outputs["place"]);
        Assert.Contains("2 to place", second.Outputs["summary"], StringComparison.Ordinal);
        Assert.Contains("dp-3", second.Log, StringComparison.Ordinal);
        Assert.Empty(pull.Api.Unknown);
    }

    [Fact]
    public async Task Reports_AreInTheSummaryAndTheArtefact()
    {
        await pull.BeginAsync();
        pull.Change("Add dp-2", "dp-1", "dp-2");
        var clone = pull.Clone();

        var run = await RunAsync(clone, ("name", "emea"), ("upload-sarif", "true"));

        var reports = Path.Combine(clone, run.Used["actions/upload-artifact@v4"]["path"]);
        Assert.Equal(["exit-code", "plan.html", "plan.json", "plan.md", "plan.sarif", "plan.txt"], Directory.GetFiles(reports).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("reconciler-plan-emea", run.Used["actions/upload-artifact@v4"]["name"]);
        Assert.Equal(("reconciler-plan/plan.sarif", "reconciler-emea"), (run.Used["github/codeql-action/upload-sarif@v3"]["sarif_file"], run.Used["github/codeql-action/upload-sarif@v3"]["category"]));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(reports, "plan.md")), run.Summary);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(clone, run.Outputs["json"])));
        Assert.Equal(json.RootElement.GetProperty("hash").GetString(), run.Outputs["hash"]);
        Assert.Contains("**emea**", Assert.Single(pull.Api.Comments).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvalidConfiguration_FailsTheStep_AndIsTheComment()
    {
        await pull.BeginAsync();
        pull.Slip();

        var run = await RunAsync(pull.Clone(), isWell: false);

        Assert.Equal(("7", ""), (run.Outputs["exit-code"], run.Outputs["changes"]));
        Assert.Contains("\n::error file=reconciler/servers.yaml,line=5,", run.Log, StringComparison.Ordinal);
        Assert.StartsWith(CommentRun.Marker + "\n", Assert.Single(pull.Api.Comments).Text, StringComparison.Ordinal);
        Assert.Contains("RCN2004", pull.Api.Comments[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeThatCannotBeMerged_FailsTheStep_AndItsCommentShowsNoPlan()
    {
        await pull.BeginAsync();
        pull.Change("Add dp-2", "dp-1", "dp-2");
        await RunAsync(pull.Clone());
        pull.Site.Repository.Git("checkout", "--quiet", "main");
        pull.Change("Add dp-9", "dp-1", "dp-9");
        pull.Site.Repository.Git("checkout", "--quiet", "change");

        var run = await RunAsync(pull.Clone(), isWell: false);

        var comment = Assert.Single(pull.Api.Comments);
        Assert.Equal(("1", 1), (run.Outputs["exit-code"], comment.Edits));
        Assert.StartsWith(CommentRun.Marker + "\n\n## ⚠️ Reconciler: the plan could not be made\n\n    error: ", comment.Text, StringComparison.Ordinal);
        Assert.Contains("servers.yaml", comment.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("dp-2", comment.Text, StringComparison.Ordinal);
        Assert.Equal(comment.Text, run.Summary);
    }

    [Fact]
    public async Task ShallowClone_IsToldWhatToDo()
    {
        await pull.BeginAsync();
        pull.Site.Repository.Git("checkout", "--quiet", "main");
        pull.Site.Commit("readme.txt", "hello", "Meanwhile");
        pull.Site.Repository.Git("checkout", "--quiet", "change");
        pull.Change("Add dp-2", "dp-1", "dp-2");
        pull.Site.Repository.Git("config", "uploadpack.allowAnySHA1InWant", "true");

        var run = await RunAsync(pull.Clone("--depth", "1", "--no-single-branch"), isWell: false);

        Assert.Contains("fetch-depth: 0", run.Log, StringComparison.Ordinal);
        Assert.Contains("fetch-depth: 0", Assert.Single(pull.Api.Comments).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("errors", true)]
    [InlineData("changes", false)]
    [InlineData("always", false)]
    public async Task FailOn_DecidesOverChanges(string failOn, bool isWell)
    {
        await pull.BeginAsync();
        pull.Change("Add dp-2", "dp-1", "dp-2");

        await RunAsync(pull.Clone(), isWell, ("fail-on", failOn));

        Assert.Single(pull.Api.Comments);
    }

    [Fact]
    public async Task ChangeWithoutConsequences_IsNone()
    {
        await pull.BeginAsync();
        pull.Site.Commit("readme.txt", "hello", "Say hello");

        var run = await RunAsync(pull.Clone(), ("fail-on", "changes"));

        Assert.Equal(("0", "false"), (run.Outputs["exit-code"], run.Outputs["changes"]));
    }

    [Fact]
    public async Task Fork_WithoutTheRightToWrite_HasItsSummaryAllTheSame()
    {
        await pull.BeginAsync();
        pull.Change("Add dp-2", "dp-1", "dp-2");
        pull.Api.IsReadOnly = true;

        var run = await RunAsync(pull.Clone());

        Assert.Contains("::warning title=Reconciler::the host lets this token write no comment (403: Resource not accessible by integration)", run.Log, StringComparison.Ordinal);
        Assert.Contains("1 to place", run.Summary, StringComparison.Ordinal);
        Assert.Empty(pull.Api.Comments);
    }

    [Fact]
    public async Task WithoutAState_TheReportSaysSo()
    {
        await pull.BeginAsync();
        pull.Change("Add dp-2", "dp-1", "dp-2");

        var run = await RunAsync(pull.Clone(), ("state", ""));

        Assert.Equal("1", run.Outputs["place"]);
        Assert.Contains("No recorded state", run.Summary, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task CommitMessage_ThatLooksLikeAWorkflowCommand_IsNone()
    {
        await pull.BeginAsync();
        pull.Change("::set-env name=PATH::/tmp\n\n::add-mask::e", "dp-1", "dp-2");

        var run = await RunAsync(pull.Clone());

        var (isOn, acted) = (true, new List<string>());
        var word = "";
        foreach (var line in run.Log.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith("::stop-commands::", StringComparison.Ordinal))
                (isOn, word) = (false, line["::stop-commands::".Length..]);
            else if (!isOn && line == $"::{word}::")
                isOn = true;
            else if (isOn && line.StartsWith("::", StringComparison.Ordinal))
                acted.Add(line);
        }

        Assert.All(acted, line => Assert.StartsWith("::notice title=Reconciler::", line, StringComparison.Ordinal));
        Assert.Matches("^[0-9a-f]{32}$", word);
    }

    [Theory]
    [InlineData("base")]
    [InlineData("path")]
    [InlineData("state")]
    [InlineData("revision")]
    [InlineData("args")]
    [InlineData("name")]
    [InlineData("fail-on")]
    public async Task Input_WithCommandsOfTheShell_RunsNone(string input)
    {
        await pull.BeginAsync();
        var clone = pull.Clone();
        var mark = Path.Combine(pull.Temporary, "mark");

        await RunAsync(clone, isWell: null, (input, $"x\"; touch {mark}; $(touch {mark}) `touch {mark}` '"));

        Assert.False(File.Exists(mark));
    }

    [Fact]
    public void Build_SaysWhichSdkItWants()
    {
        RealPart.Require("jq", "apt-get install jq");
        var output = Path.Combine(pull.Temporary, "output");

        new ProcessRun("bash", Path.Combine(SourceTree.Action, "build.sh"), "version") { Variables = new Dictionary<string, string?> { ["GITHUB_OUTPUT"] = output } }.Run().EnsureSuccess();

        using var json = JsonDocument.Parse(File.ReadAllText(SourceTree.PathOf("global.json")));
        Assert.Equal($"version={json.RootElement.GetProperty("sdk").GetProperty("version").GetString()}\n", File.ReadAllText(output));
    }

    private Task<CompositeAction> RunAsync(string clone, params (string Name, string Value)[] inputs) => RunAsync(clone, isWell: true, inputs);

    private Task<CompositeAction> RunAsync(string clone, bool? isWell, params (string Name, string Value)[] inputs) =>
        new PlanWorkflow("examples/pipelines/github-actions.yml", pull).RunAsync(clone, isWell, inputs);
}

using System.Text.Json;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary><c>examples/pipelines/gitlab-ci.yml</c>, held against GitLab's own schema and run job for job by gitlab-ci-local.</summary>
public sealed class GitLabPipelineTests : IDisposable
{
    private const string Runner = "gitlab-ci-local@4.65.1";

    private readonly PullRequest pull = new("gitlab");

    public void Dispose() => pull.Dispose();

    [Fact]
    public async Task MergeRequest_HasOneNote_ThatIsEdited()
    {
        await pull.BeginAsync();
        pull.Change("Add dp-2", "dp-1", "dp-2");
        (await RunAsync(Clone())).EnsureSuccess();
        pull.Change("Add dp-3", "dp-1", "dp-2", "dp-3");
        (await RunAsync(Clone())).EnsureSuccess();

        var note = Assert.Single(pull.Api.Comments);
        Assert.Equal(1, note.Edits);
        Assert.StartsWith(CommentRun.Marker + "\n", note.Text, StringComparison.Ordinal);
        Assert.Contains("2 to place", note.Text, StringComparison.Ordinal);
        Assert.Empty(pull.Api.Unknown);
    }

    [Fact]
    public async Task InvalidConfiguration_FailsTheJob_AndIsACodeQualityReport()
    {
        await pull.BeginAsync();
        pull.Slip();
        var clone = Clone();

        var run = await RunAsync(clone);

        Assert.NotEqual(0, run.ExitCode);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(clone, "reconciler-plan", "code-quality.json")));
        var finding = Assert.Single(report.RootElement.EnumerateArray());
        Assert.Equal(("RCN2004", "critical"), (finding.GetProperty("check_name").GetString(), finding.GetProperty("severity").GetString()));
        Assert.Equal(("reconciler/servers.yaml", 5), (finding.GetProperty("location").GetProperty("path").GetString(), finding.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32()));
        Assert.NotEqual("", finding.GetProperty("fingerprint").GetString());
        Assert.Contains("unknown field 'defualt'", finding.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains("RCN2004", Assert.Single(pull.Api.Comments).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAToken_TheJobGoesOnAndSaysSo()
    {
        await pull.BeginAsync();
        pull.Change("Add dp-2", "dp-1", "dp-2");

        var run = (await RunAsync(Clone(), token: "")).EnsureSuccess();

        Assert.Contains("notice: there is no token in RECONCILER_COMMENT_TOKEN: no comment", run.StandardOutput + run.StandardError, StringComparison.Ordinal);
        Assert.Empty(pull.Api.Requests);
    }

    [Fact]
    public async Task OtherPipelines_HaveNoSuchJob()
    {
        await pull.BeginAsync();

        Assert.DoesNotContain("plan ", await ListAsync("push"), StringComparison.Ordinal);
        Assert.Contains("plan ", await ListAsync("merge_request_event"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_OfASlip_IsStrict()
    {
        await pull.BeginAsync();
        pull.Site.Repository.Write(".gitlab-ci.yml", pull.Site.Repository.Git("show", "HEAD:.gitlab-ci.yml").Replace("artifacts:", "artefacts:", StringComparison.Ordinal));

        var result = await Jobs("--list").RunAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("'artefacts' property is not expected to be here", result.StandardOutput + result.StandardError, StringComparison.Ordinal);
    }

    /// <summary>As GitLab's runner leaves it: the branch of the merge request, and no other.</summary>
    private string Clone() => pull.Clone("--single-branch", "--branch", "change");

    private async Task<string> ListAsync(string source) =>
        (await Jobs("--list", "--variable", $"CI_PIPELINE_SOURCE={source}").RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess().StandardOutput;

    private ProcessRun Jobs(params string[] arguments) => Local(pull.Site.Repository.Path, arguments);

    private async Task<ProcessResult> RunAsync(string clone, string token = CommentsApi.Token)
    {
        RealPart.Require("jq", "apt-get install jq");
        RealPart.Require("curl", "apt-get install curl");
        var variables = new Dictionary<string, string?>(pull.Api.Variables)
        {
            ["CI_PIPELINE_SOURCE"] = "merge_request_event",
            ["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = "main",
            ["RECONCILER_COMMENT_TOKEN"] = token,
            ["RECONCILER_COMMENT_PAUSE"] = "0",
            ["RECONCILER_COMMAND"] = SiteServer.Program,
        };
        string[] given = [.. variables.SelectMany(pair => new[] { "--variable", $"{pair.Key}={pair.Value}" })];
        var result = await Local(clone, ["--force-shell-executor", .. given, "plan"]).RunAsync(TestContext.Current.CancellationToken);
        if (token.Length > 0)
            Assert.DoesNotContain(token, result.StandardOutput + result.StandardError, StringComparison.Ordinal);
        return result;
    }

    private ProcessRun Local(string directory, string[] arguments)
    {
        RealPart.Require("rsync", "apt-get install rsync");
        var node = RealPart.Require("node", "apt-get install nodejs");
        var program = Path.Combine(NodePackages.Require(Runner), "node_modules/gitlab-ci-local/src/index.js");
        return new(node, [program, "--ignore-predefined-vars", "CI_PIPELINE_SOURCE,CI_API_V4_URL", .. arguments])
        {
            WorkingDirectory = directory,
            Variables = new Dictionary<string, string?>(pull.Variables) { ["NO_COLOR"] = "1" },
            Timeout = TimeSpan.FromMinutes(2),
        };
    }
}

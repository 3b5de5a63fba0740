using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The configuration repository elsewhere, through the built program: nothing is checked out, and a clone is not needed.</summary>
public sealed class RemoteRepositoryTests : IDisposable
{
    private readonly SiteServer site = new();

    public RemoteRepositoryTests()
    {
        site.Repository.Write("packages/viewer/viewer.txt", "viewer 1\n");
        site.Commit("estate.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer"), "Begin");
    }

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("file")]
    [InlineData("http")]
    [InlineData("ssh")]
    [InlineData("scp")]
    public async Task Verbs_OverEachTransport_ReadTheCommitOfTheDefaultBranch(string transport)
    {
        using var http = transport == "http" ? new GitHttpServer(site.Sandbox) : null;
        using var ssh = transport is "ssh" or "scp" ? new SshServer() : null;
        var url = transport switch
        {
            "http" => http!.Url("repository/.git"),
            "ssh" => ssh!.Url(site.Repository.Path),
            "scp" => $"{Environment.UserName}@127.0.0.1:{site.Repository.Path}",
            _ => $"file://{site.Repository.Path}",
        };
        var command = ssh is null ? null : transport == "scp" ? $"{ssh.Command()} -p {ssh.Port}" : ssh.Command();
        Task<ProcessResult> RunAsync(params string[] arguments) => At(url, command, arguments);

        var plan = (await RunAsync("plan")).EnsureSuccess();
        Assert.Contains("Plan for main at " + site.Repository.Head[..7], plan.StandardOutput);
        Assert.Contains("+ viewer", plan.StandardOutput);
        Assert.False(File.Exists(Path.Combine(site.State, "estate.json")));
        (await RunAsync("sync")).EnsureSuccess();
        Assert.Equal("viewer 1\n", Placed());

        site.Repository.Write("packages/viewer/viewer.txt", "viewer 2\n");
        site.Repository.Commit("Go on");
        Assert.Contains("~ viewer", (await RunAsync("plan")).EnsureSuccess().StandardOutput);
        (await RunAsync("sync")).EnsureSuccess();
        Assert.Equal("viewer 2\n", Placed());
        foreach (var verb in (string[][])[["validate"], ["status"], ["why", "dp-1", "viewer"], ["list", "packages"], ["verify"], ["targets", "viewer"], ["gc"]])
            (await RunAsync(verb)).EnsureSuccess();
    }

    [Fact]
    public async Task Plan_EachRevision_IsItsCommit()
    {
        var first = site.Repository.Head;
        site.Repository.Git("tag", "-a", "v1", "-m", "one");
        site.Repository.Git("update-ref", "refs/pull/12/head", first);
        site.Repository.Write("packages/viewer/viewer.txt", "viewer 2\n");
        var second = site.Repository.Commit("Go on");

        foreach (var (revision, commit) in (IEnumerable<(string, string)>)
            [("main", second), ("refs/heads/main", second), ("v1", first), ("refs/tags/v1", first), ("refs/pull/12/head", first), (first, first), (first[..8], first), ("main~1", first)])
            Assert.Contains(commit[..7], (await RunAsync("plan", "--revision", revision)).EnsureSuccess().StandardOutput);

        var unknown = await RunAsync("plan", "--revision", "mian");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("has no branch, tag or commit 'mian'; did you mean 'main'?", unknown.StandardError);
        var none = await RunAsync("plan", "--revision", new string('0', 40));
        Assert.Equal(1, none.ExitCode);
        Assert.Contains($"has no branch, tag or commit '{new string('0', 40)}'; push it there", none.StandardError);
    }

    [Fact]
    public async Task Plan_SourceOfTheSameUrl_CostsNoSecondListing()
    {
        using var http = new GitHttpServer(site.Sandbox);
        var url = http.Url("repository/.git");
        site.Allow("sources", url);
        site.Commit("estate.yaml", SiteServer.Servers("dp-1") + $$"""
            ---
            apiVersion: reconciler/v1
            kind: Package
            metadata: { name: viewer }
            spec: { source: { git: { url: "{{url}}", revision: main, path: packages/viewer }, follow: true } }

            """);
        (await At(url, null, "sync")).EnsureSuccess();
        Assert.Equal("viewer 1\n", Placed());
        http.Requests.Clear();

        Assert.Contains("No changes.", (await At(url, null, "plan")).EnsureSuccess().StandardOutput);
        Assert.Equal(["GET /repository/.git/info/refs"], http.Requests);
    }

    [Fact]
    public async Task Verbs_RemoteGone_EndWithOneClearError()
    {
        (await RunAsync("sync")).EnsureSuccess();
        Directory.Move(site.Repository.Path, site.Repository.Path + "-elsewhere");

        foreach (var verb in (string[])["plan", "sync", "status", "validate"])
        {
            var result = await (site.Command(verb, "--repo", Url) with { WorkingDirectory = site.Home }).RunAsync(TestContext.Current.CancellationToken);
            Assert.Equal(1, result.ExitCode);
            Assert.Equal($"error: there is no repository at {Url} any more, it was removed, renamed or closed; correct the URL, or have it opened\n", result.StandardError);
            Assert.Empty(result.StandardOutput);
        }

        // Leaving a server alone waits for nobody.
        var suspended = (await (site.Command("suspend", "dp-1", "--reason", "disk", "--repo", Url) with { WorkingDirectory = site.Home })
            .RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();
        Assert.Contains("warning: there is no repository at", suspended.StandardError);
        Assert.Contains("dp-1 is suspended", suspended.StandardOutput);
    }

    [Fact]
    public async Task Plan_EmptyRepository_SaysSo()
    {
        using var empty = new GitRepository(site.MakeDirectory("empty"));

        var plan = await At($"file://{empty.Path}", null, "plan");
        Assert.Equal((1, ""), (plan.ExitCode, plan.StandardOutput));
        Assert.Equal($"error: The repository file://{empty.Path} is empty; push a commit to it\n", plan.StandardError);
    }

    [Fact]
    public async Task Plan_WorktreeOfAUrl_IsRefused()
    {
        var plan = await RunAsync("plan", "--worktree");

        Assert.Equal(1, plan.ExitCode);
        Assert.Contains("is a URL, it has no work tree; leave out --worktree", plan.StandardError);
    }

    private string Url => $"file://{site.Repository.Path}";

    private Task<ProcessResult> RunAsync(params string[] arguments) => At(Url, null, arguments);

    private Task<ProcessResult> At(string url, string? sshCommand, params string[] arguments)
    {
        var command = site.Command([.. arguments, "--repo", url]);
        return (command with
        {
            WorkingDirectory = site.Home,
            Variables = new Dictionary<string, string?>(command.Variables) { ["GIT_SSH_COMMAND"] = sshCommand },
        }).RunAsync(TestContext.Current.CancellationToken);
    }

    private string Placed() => File.ReadAllText(Path.Combine(site.RootOf("dp-1"), "viewer/viewer.txt"));
}

using Reconciler.Testing;
using Reconciler.Testing.Web;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What the operator's settings say of the configuration repository: logins, signatures, rewritten history.</summary>
public sealed class OperatorsGitTests : IDisposable
{
    private const string Canary = "canary-77ab";

    private readonly SiteServer site = new();

    public OperatorsGitTests()
    {
        site.Repository.Write("packages/viewer/viewer.txt", "viewer 1\n");
        site.Commit("estate.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer"), "Begin");
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Sync_WithALogin_LeavesItNowhere()
    {
        using var http = new GitHttpServer(site.Sandbox) { Login = $"reader:{Canary}" };
        File.WriteAllText(site.Place("token"), $"{Canary}\n");
        site.Settings($$"""
            { "repo": "{{http.Url("repository/.git")}}", "git": { "credentials": "estate" },
              "credentials": { "estate": { "git": { "user": "reader", "tokenFile": "{{site.Place("token")}}" } } } }
            """);

        var sync = (await ElsewhereAsync("sync")).EnsureSuccess();
        Assert.Contains("is http, so that the login of 'estate' and everything else goes unencrypted; use https", sync.StandardError);
        Assert.Equal("viewer 1\n", File.ReadAllText(Path.Combine(site.RootOf("dp-1"), "viewer/viewer.txt")));
        var plan = (await ElsewhereAsync("plan", "--output", "json")).EnsureSuccess();
        Assert.DoesNotContain(Canary, sync.StandardOutput + sync.StandardError + plan.StandardOutput + plan.StandardError);
        Assert.DoesNotContain(Directory.EnumerateFiles(site.State, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(Canary, StringComparison.Ordinal));

        // Read at every use: a new token counts at once.
        http.Login = "reader:renewed";
        var refused = await ElsewhereAsync("plan");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("refuses the login of the credentials 'estate'", refused.StandardError);
        File.WriteAllText(site.Place("token"), "renewed");
        (await ElsewhereAsync("plan")).EnsureSuccess();
        File.Delete(site.Place("token"));
        Assert.Contains("the credentials 'estate' cannot be read", (await ElsewhereAsync("plan")).StandardError);
    }

    [Fact]
    public async Task Sync_SignaturesWanted_TakesNothingElse()
    {
        using var signers = new CommitSigners();
        site.Settings($$"""{ "repo": "file://{{site.Repository.Path}}", "git": { "verify": "all-since-last", "allowedSigners": "{{signers.AllowedSigners}}" } }""");
        var unsigned = await ElsewhereAsync("sync");
        Assert.Equal((1, ""), (unsigned.ExitCode, unsigned.StandardOutput));
        Assert.StartsWith($"error: commit {site.Repository.Head[..7]} of file://{site.Repository.Path} by Ada Author <ada@example.com> is not used: it is not signed", unsigned.StandardError);
        Assert.False(Directory.Exists(site.RootOf("dp-1")));

        signers.CommitBySsh(site.Repository, "ada");
        (await ElsewhereAsync("sync")).EnsureSuccess();
        site.Repository.Write("packages/viewer/viewer.txt", "viewer 2\n");
        site.Repository.Commit("unsigned");
        signers.CommitBySsh(site.Repository, "ada");
        foreach (var verb in (string[])["sync", "plan", "validate", "status"])
            Assert.Contains("on the way to", (await ElsewhereAsync(verb)).StandardError);
        Assert.Equal("viewer 1\n", File.ReadAllText(Path.Combine(site.RootOf("dp-1"), "viewer/viewer.txt")));
    }

    [Fact]
    public async Task Run_CommitWithoutItsSignature_IsToldOnce_AndTheLastGoodOneIsKeptUp()
    {
        using var signers = new CommitSigners();
        var good = signers.CommitBySsh(site.Repository, "ada");
        site.Settings($$"""{ "repo": "file://{{site.Repository.Path}}", "git": { "verify": "head", "allowedSigners": "{{signers.AllowedSigners}}" } }""");
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged, 1 placement");
        site.Repository.Write("packages/viewer/viewer.txt", "viewer 2\n");
        var unsigned = site.Repository.Commit("unsigned");

        await loop.UntilItSaysAsync($"error: {unsigned[..7]} is not used: it is not signed, and the settings want signatures (git.verify)");
        Assert.Contains($"; going on with {good[..7]}", loop.Output);
        var placed = Path.Combine(site.RootOf("dp-1"), "viewer/viewer.txt");
        await Task.Delay(3000, TestContext.Current.CancellationToken);
        Assert.Equal("viewer 1\n", File.ReadAllText(placed));
        Assert.Single(loop.Output.Split('\n'), line => line.Contains("is not used", StringComparison.Ordinal));
        Assert.DoesNotContain("next try in", loop.Output);
        Assert.Contains("CommitRefused", File.ReadAllText(Path.Combine(site.State, "loop.json")));
        Assert.Contains("\"reason\":\"CommitRefused\"", File.ReadAllText(Path.Combine(site.State, "events.jsonl")));

        signers.CommitBySsh(site.Repository, "ada");
        await loop.UntilAsync(() => File.ReadAllText(placed) == "viewer 2\n", "the signed commit");
    }

    [Fact]
    public async Task Plan_ThroughTinyproxy_NeedsNothingButItsUrl()
    {
        using var nginx = new NginxGitServer(site.Sandbox);
        using var proxy = new TinyProxy();
        site.Settings($$"""{ "repo": "{{nginx.Https("repository/.git")}}", "git": { "caFile": "{{nginx.AuthorityFile}}", "proxy": "http://127.0.0.1:{{proxy.Port}}" } }""");
        site.Extra["no_proxy"] = site.Extra["NO_PROXY"] = "";

        Assert.Contains("+ viewer", (await ElsewhereAsync("plan")).EnsureSuccess().StandardOutput);
        Assert.NotEmpty(proxy.Connects);
    }

    [Fact]
    public async Task Plan_ThroughAProxyWithALogin_ReachesIt_AndTheLoginIsNowhere()
    {
        using var nginx = new NginxGitServer(site.Sandbox);
        using var proxy = TcpFront.Proxy($"anna:{Canary}");
        site.Settings($$"""{ "repo": "{{nginx.Https("repository/.git")}}", "git": { "caFile": "{{nginx.AuthorityFile}}" } }""");
        site.Extra["https_proxy"] = $"http://anna:{Canary}@127.0.0.1:{proxy.Port}";
        site.Extra["no_proxy"] = site.Extra["NO_PROXY"] = "";

        var plan = (await ElsewhereAsync("plan")).EnsureSuccess();
        Assert.Contains("+ viewer", plan.StandardOutput);
        Assert.True(proxy.Count > 0);

        site.Extra["https_proxy"] = $"http://anna:wrong-{Canary}@127.0.0.1:{proxy.Port}";
        var refused = await ElsewhereAsync("plan");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("wants another login, or one at all; give it in https_proxy in the environment", refused.StandardError);
        site.Extra["https_proxy"] = $"http://anna:{Canary}@127.0.0.1:{GitHttpServer.FreePort()}";
        var dead = await ElsewhereAsync("plan");
        Assert.Equal(1, dead.ExitCode);
        Assert.Contains("/repository/.git cannot be reached through the proxy http://127.0.0.1:", dead.StandardError);

        site.Extra["no_proxy"] = "127.0.0.1";
        (await ElsewhereAsync("plan")).EnsureSuccess();
        Assert.DoesNotContain(Canary, plan.StandardOutput + plan.StandardError + refused.StandardError + dead.StandardError);
        Assert.DoesNotContain(Directory.EnumerateFiles(site.State, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_ProgramThatChecksIsMissing_IsNoPass()
    {
        using var signers = new CommitSigners();
        site.Settings($$"""{ "repo": "file://{{site.Repository.Path}}", "git": { "verify": "head", "allowedSigners": "{{signers.AllowedSigners}}" } }""");
        signers.CommitBySsh(site.Repository, "ada");
        (await ElsewhereAsync("plan")).EnsureSuccess();

        var command = site.Command("plan");
        var plan = await (command with
        {
            WorkingDirectory = site.Home,
            Variables = new Dictionary<string, string?>(command.Variables) { ["PATH"] = site.Home },
        }).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, ""), (plan.ExitCode, plan.StandardOutput));
        Assert.Contains("cannot be checked, and so it is not used: the program that does it cannot be started", plan.StandardError);
        Assert.Contains("install gpgv for OpenPGP, openssh-client for SSH", plan.StandardError);
    }

    [Fact]
    public async Task Sync_HistoryRewritten_IsFollowedOnlyWhenAllowedAndSaid()
    {
        site.Settings($$"""{ "repo": "file://{{site.Repository.Path}}" }""");
        (await ElsewhereAsync("sync")).EnsureSuccess();
        site.Repository.Write("packages/viewer/viewer.txt", "viewer 2\n");
        site.Repository.Git("commit", "--quiet", "--all", "--amend", "--message", "Begin again");

        var refused = await ElsewhereAsync("sync");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("which was synced last: an older commit, or rewritten history", refused.StandardError);
        site.Settings($$"""{ "repo": "file://{{site.Repository.Path}}", "git": { "allowRewind": true } }""");
        var followed = (await ElsewhereAsync("sync")).EnsureSuccess();
        Assert.Contains($"warning: {site.Repository.Head[..7]} does not descend from", followed.StandardError);
        Assert.Equal("viewer 2\n", File.ReadAllText(Path.Combine(site.RootOf("dp-1"), "viewer/viewer.txt")));
    }

    private Task<ProcessResult> ElsewhereAsync(params string[] arguments) =>
        (site.Command(arguments) with { WorkingDirectory = site.Home }).RunAsync(TestContext.Current.CancellationToken);
}

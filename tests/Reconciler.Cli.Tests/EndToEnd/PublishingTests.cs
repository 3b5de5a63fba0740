using System.Text.RegularExpressions;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The state on a branch, written by whoever syncs.</summary>
public sealed class PublishingTests : IDisposable
{
    private const string PublishedMarkerText = "\"reconciler\":\"published-state\"";

    private readonly PublishedSite published = new();

    private SiteServer Site => published.Server;

    [Theory]
    [InlineData("file")]
    [InlineData("http")]
    [InlineData("ssh")]
    public async Task Sync_WithABranch_PublishesWhatAPlanElsewhereReads(string transport)
    {
        using var http = transport == "http" ? new GitHttpServer(Site.Sandbox) : null;
        using var ssh = transport == "ssh" ? new SshServer() : null;
        Site.Repository.Git("config", "http.receivepack", "true");
        Site.Extra["GIT_SSH_COMMAND"] = ssh?.Command();
        var url = transport switch
        {
            "http" => http!.Url("repository/.git"),
            "ssh" => ssh!.Url(Site.Repository.Path),
            _ => $"file://{Site.Repository.Path}",
        };
        published.PublishTo(url);

        var sync = (await Site.RunAsync("sync")).EnsureSuccess();
        published.Change();
        var here = (await Site.RunAsync("plan")).EnsureSuccess();
        var elsewhere = (await published.ReadAsync("plan", $"git:{url}#{PublishedSite.Branch}")).EnsureSuccess();

        Assert.Contains($"Published the state to {PublishedSite.Branch} of {url}.", sync.StandardError, StringComparison.Ordinal);
        Assert.Contains("~ viewer", here.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(PublishedSite.WithoutAge(here.StandardOutput), PublishedSite.WithoutAge(elsewhere.StandardOutput));
        Assert.Equal("1", Site.Repository.Git("rev-list", "--count", PublishedSite.Branch));
        foreach (var _ in (string[])["update", "nothing to do, which is recorded once"])
            (await Site.RunAsync("sync")).EnsureSuccess();
        Assert.DoesNotContain("Published", (await Site.RunAsync("sync")).EnsureSuccess().StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithABranch_PublishesAtTheEndOfAPassAndAtItsOwn()
    {
        published.PublishTo($"file://{Site.Repository.Path}", """, "every": "1h" """);
        using (var loop = await RunningLoop.StartAsync(Site))
        {
            await loop.UntilAsync(() => published.HasBranch() && published.Published("commits.jsonl").Contains(Site.Repository.Git("rev-parse", "main"), StringComparison.Ordinal), "a first push");
            published.Change();
            await loop.UntilItSaysAsync("~ viewer");
            await loop.EndAsync("TERM");
        }

        Assert.Contains(Site.Repository.Git("rev-parse", "main"), published.Published("commits.jsonl"), StringComparison.Ordinal);
        Assert.Equal("1", Site.Repository.Git("rev-list", "--count", PublishedSite.Branch));
    }

    [Fact]
    public async Task Run_ThatCannotPublish_SaysSoOnceAndGoesOnAndSaysWhenItCan()
    {
        published.Hook("echo 'no state here' >&2; exit 1");
        using var ssh = new SshServer();
        Site.Extra["GIT_SSH_COMMAND"] = ssh.Command();
        published.PublishTo(ssh.Url(Site.Repository.Path), """, "every": "1s" """);
        using var loop = await RunningLoop.StartAsync(Site);

        await loop.UntilItSaysAsync($"warning: the state is not published to {PublishedSite.Branch} of {ssh.Url(Site.Repository.Path)}: the remote rejects it: ");
        published.Change();
        await loop.UntilItSaysAsync("~ viewer");
        File.Delete(Path.Combine(Site.Repository.Path, ".git", "hooks", "pre-receive"));
        await loop.UntilItSaysAsync($"the state is published to {PublishedSite.Branch} of ");

        Assert.Single(loop.Output.Split('\n'), line => line.StartsWith("warning: the state is not published", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_KilledWhileItPublishes_LeavesNoProcessAndTheNextOnePublishes()
    {
        published.Hook("echo $$ >> ../begun; sleep 600");
        using var ssh = new SshServer();
        Site.Extra["GIT_SSH_COMMAND"] = ssh.Command();
        published.PublishTo(ssh.Url(Site.Repository.Path), """, "every": "1s" """);
        using (var loop = await RunningLoop.StartAsync(Site))
        {
            await loop.UntilAsync(() => File.Exists(Path.Combine(Site.Repository.Path, "begun")), "a push");
            await loop.EndAsync("KILL");
        }

        new ProcessRun("kill", "-9", File.ReadLines(Path.Combine(Site.Repository.Path, "begun")).First().Trim()).Run();
        File.Delete(Path.Combine(Site.Repository.Path, ".git", "hooks", "pre-receive"));
        using var next = await RunningLoop.StartAsync(Site);
        await next.UntilAsync(published.HasBranch, "a push");
        Assert.Contains(PublishedMarkerText, published.Published("published.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branch_OfAnApprovedPlan_HasNoWordsOfItsHolds()
    {
        var forbidden = Path.Combine(Site.Sandbox, "canary-root");
        published.PublishTo($"file://{Site.Repository.Path}");
        Site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + SiteServer.Package("viewer", "minHolders: 2"), "Two holders");
        (await Site.RunAsync("sync")).EnsureSuccess();
        Site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2", $"dp-3={forbidden}") + SiteServer.Package("viewer", "minHolders: 2, distribute: { to: [dp-1, dp-3] }"), "Where nobody allowed it");
        var held = await Site.RunAsync("sync");
        Assert.Contains("not-allowed", held.StandardOutput, StringComparison.Ordinal);
        (await Site.RunAsync("approve", Regex.Match(held.StandardError + held.StandardOutput, "approve ([0-9a-f]{8})").Groups[1].Value)).EnsureSuccess();
        await Site.RunAsync("sync", "--package", "nothing");

        var all = Site.Repository.Git("ls-tree", "-r", "--name-only", PublishedSite.Branch).Split('\n').ToDictionary(file => file, published.Published);

        Assert.Contains(all.Keys, file => file.StartsWith("plans/", StringComparison.Ordinal));
        Assert.All(all.Values, text => Assert.DoesNotContain("canary-root", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sync_WhereTheBranchIsNotOurs_LeavesItAlone()
    {
        Site.Repository.Git("branch", PublishedSite.Branch);
        var before = Site.Repository.Git("rev-parse", PublishedSite.Branch);
        published.PublishTo($"file://{Site.Repository.Path}");

        var sync = (await Site.RunAsync("sync")).EnsureSuccess();

        Assert.Contains($"the state is not published to {PublishedSite.Branch} of ", sync.StandardError, StringComparison.Ordinal);
        Assert.Contains("holds something else than a published state; name another branch in the settings (state.branch), or delete that one there", sync.StandardError, StringComparison.Ordinal);
        Assert.Equal(before, Site.Repository.Git("rev-parse", PublishedSite.Branch));
    }

    [Fact]
    public async Task Sync_WhereAnotherEstatePublishes_LeavesItsStateAlone()
    {
        published.PublishTo($"file://{Site.Repository.Path}");
        (await Site.RunAsync("sync")).EnsureSuccess();
        var before = Site.Repository.Git("rev-parse", PublishedSite.Branch);
        using var other = new SiteServer();
        other.Repository.Write("packages/viewer/version.txt", "1");
        other.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer"));
        other.Settings($$"""{ "state": { "branch": "{{PublishedSite.Branch}}", "remote": "file://{{Site.Repository.Path}}" } }""");

        var sync = (await other.RunAsync("sync")).EnsureSuccess();

        Assert.Matches($"'{PublishedSite.Branch}' holds the state of estate [0-9a-f]{{8}}, and this is [0-9a-f]{{8}}", sync.StandardError);
        Assert.Equal(before, Site.Repository.Git("rev-parse", PublishedSite.Branch));
    }

    [Theory]
    [InlineData("main", "'main' holds something else than a published state; name another branch in the settings")]
    [InlineData("gone", "there is no repository at ")]
    public async Task Sync_ToNoPlaceForIt_SaysWhy(string branch, string why)
    {
        Site.Settings($$"""{ "state": { "branch": "{{branch}}", "remote": "file://{{(branch == "gone" ? "/nowhere/at/all" : Site.Repository.Path)}}" } }""");

        var sync = (await Site.RunAsync("sync")).EnsureSuccess();

        Assert.Contains(why, sync.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branch_OfAnEstateWithTrouble_HasNoAddressAndNoErrorText()
    {
        published.PublishTo($"file://{Site.Repository.Path}");
        (await Site.RunAsync("sync")).EnsureSuccess();
        Directory.Move(Site.RootOf("dp-2"), Site.RootOf("dp-2") + ".away");
        published.Change();
        Assert.Equal(3, (await Site.RunAsync("sync")).ExitCode);

        var all = Site.Repository.Git("ls-tree", "-r", "--name-only", PublishedSite.Branch).Split('\n').ToDictionary(file => file, published.Published);

        Assert.Contains("\"error\":\"not-mounted\"", all["servers/dp-2.jsonl"], StringComparison.Ordinal);
        Assert.Contains("\"message\":\"not-mounted\"", all["servers/dp-2.jsonl"], StringComparison.Ordinal);
        Assert.All(all.Values, text => Assert.DoesNotContain("is it mounted", text, StringComparison.Ordinal));
        Assert.All(all.Values, text => Assert.DoesNotContain("\"address\":\"dp-", text, StringComparison.Ordinal));
        Assert.All(all.Values, text => Assert.DoesNotContain(Site.Sandbox, text, StringComparison.Ordinal));
        Assert.DoesNotContain(all.Keys, file => file.StartsWith("requests", StringComparison.Ordinal) || file.StartsWith("events", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "remote": "https://git.example.com/x.git" }""", "add \"branch\": \"reconciler-state\"")]
    [InlineData("""{ "branch": "a b" }""", "state.branch is 'a b'; write the short name of a branch, such as reconciler-state")]
    [InlineData("""{ "branch": "b", "remote": "https://u:canary@git.example.com/x.git" }""", "which cannot be a repository")]
    [InlineData("""{ "branch": "b", "credentials": "hub" }""", "state.credentials is 'hub', which credentials does not have")]
    public async Task Settings_ThatCannotBe_AreRefused(string state, string problem)
    {
        Site.Settings($$"""{ "state": {{state}} }""");

        var result = await Site.RunAsync("sync");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(problem, result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", result.StandardError, StringComparison.Ordinal);
    }

    public void Dispose() => published.Dispose();
}

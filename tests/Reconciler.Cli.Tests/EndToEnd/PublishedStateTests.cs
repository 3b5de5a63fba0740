using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The state on a branch: written by whoever syncs, read by whoever only plans.</summary>
public sealed class PublishedStateTests : IDisposable
{
    private const string Branch = "reconciler-state";

    private const string PublishedMarkerText = "\"reconciler\":\"published-state\"";

    private readonly SiteServer site = new();

    public PublishedStateTests()
    {
        site.Repository.Write("packages/viewer/version.txt", "1");
        site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + SiteServer.Package("viewer"), "Begin");
    }

    [Theory]
    [InlineData("file")]
    [InlineData("http")]
    [InlineData("ssh")]
    public async Task Sync_WithABranch_PublishesWhatAPlanElsewhereReads(string transport)
    {
        using var http = transport == "http" ? new GitHttpServer(site.Sandbox) : null;
        using var ssh = transport == "ssh" ? new SshServer() : null;
        site.Repository.Git("config", "http.receivepack", "true");
        site.Extra["GIT_SSH_COMMAND"] = ssh?.Command();
        var url = transport switch
        {
            "http" => http!.Url("repository/.git"),
            "ssh" => ssh!.Url(site.Repository.Path),
            _ => $"file://{site.Repository.Path}",
        };
        PublishTo(url);

        var sync = (await site.RunAsync("sync")).EnsureSuccess();
        Change();
        var here = (await site.RunAsync("plan")).EnsureSuccess();
        var elsewhere = (await ReadAsync("plan", $"git:{url}#{Branch}")).EnsureSuccess();

        Assert.Contains($"Published the state to {Branch} of {url}.", sync.StandardError, StringComparison.Ordinal);
        Assert.Contains("~ viewer", here.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(WithoutAge(here.StandardOutput), WithoutAge(elsewhere.StandardOutput));
        Assert.Equal("1", site.Repository.Git("rev-list", "--count", Branch));
        foreach (var _ in (string[])["update", "nothing to do, which is recorded once"])
            (await site.RunAsync("sync")).EnsureSuccess();
        Assert.DoesNotContain("Published", (await site.RunAsync("sync")).EnsureSuccess().StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithABranch_PublishesAtTheEndOfAPassAndAtItsOwn()
    {
        PublishTo($"file://{site.Repository.Path}", """, "every": "1h" """);
        using (var loop = await RunningLoop.StartAsync(site))
        {
            await loop.UntilAsync(() => HasBranch() && Published("commits.jsonl").Contains(site.Repository.Git("rev-parse", "main"), StringComparison.Ordinal), "a first push");
            Change();
            await loop.UntilItSaysAsync("~ viewer");
            await loop.EndAsync("TERM");
        }

        Assert.Contains(site.Repository.Git("rev-parse", "main"), Published("commits.jsonl"), StringComparison.Ordinal);
        Assert.Equal("1", site.Repository.Git("rev-list", "--count", Branch));
    }

    [Fact]
    public async Task Run_ThatCannotPublish_SaysSoOnceAndGoesOnAndSaysWhenItCan()
    {
        Hook("echo 'no state here' >&2; exit 1");
        using var ssh = new SshServer();
        site.Extra["GIT_SSH_COMMAND"] = ssh.Command();
        PublishTo(ssh.Url(site.Repository.Path), """, "every": "1s" """);
        using var loop = await RunningLoop.StartAsync(site);

        await loop.UntilItSaysAsync($"warning: the state is not published to {Branch} of {ssh.Url(site.Repository.Path)}: the remote rejects it: ");
        Change();
        await loop.UntilItSaysAsync("~ viewer");
        File.Delete(Path.Combine(site.Repository.Path, ".git", "hooks", "pre-receive"));
        await loop.UntilItSaysAsync($"the state is published to {Branch} of ");

        Assert.Single(loop.Output.Split('\n'), line => line.StartsWith("warning: the state is not published", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_KilledWhileItPublishes_LeavesNoProcessAndTheNextOnePublishes()
    {
        Hook("echo $$ >> ../begun; sleep 600");
        using var ssh = new SshServer();
        site.Extra["GIT_SSH_COMMAND"] = ssh.Command();
        PublishTo(ssh.Url(site.Repository.Path), """, "every": "1s" """);
        using (var loop = await RunningLoop.StartAsync(site))
        {
            await loop.UntilAsync(() => File.Exists(Path.Combine(site.Repository.Path, "begun")), "a push");
            await loop.EndAsync("KILL");
        }

        new ProcessRun("kill", "-9", File.ReadLines(Path.Combine(site.Repository.Path, "begun")).First().Trim()).Run();
        File.Delete(Path.Combine(site.Repository.Path, ".git", "hooks", "pre-receive"));
        using var next = await RunningLoop.StartAsync(site);
        await next.UntilAsync(HasBranch, "a push");
        Assert.Contains(PublishedMarkerText, Published("published.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branch_OfAnApprovedPlan_HasNoWordsOfItsHolds()
    {
        var forbidden = Path.Combine(site.Sandbox, "canary-root");
        PublishTo($"file://{site.Repository.Path}");
        site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + SiteServer.Package("viewer", "minHolders: 2"), "Two holders");
        (await site.RunAsync("sync")).EnsureSuccess();
        site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2", $"dp-3={forbidden}") + SiteServer.Package("viewer", "minHolders: 2, distribute: { to: [dp-1, dp-3] }"), "Where nobody allowed it");
        var held = await site.RunAsync("sync");
        Assert.Contains("not-allowed", held.StandardOutput, StringComparison.Ordinal);
        (await site.RunAsync("approve", Regex.Match(held.StandardError + held.StandardOutput, "approve ([0-9a-f]{8})").Groups[1].Value)).EnsureSuccess();
        await site.RunAsync("sync", "--package", "nothing");

        var all = site.Repository.Git("ls-tree", "-r", "--name-only", Branch).Split('\n').ToDictionary(file => file, Published);

        Assert.Contains(all.Keys, file => file.StartsWith("plans/", StringComparison.Ordinal));
        Assert.All(all.Values, text => Assert.DoesNotContain("canary-root", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sync_WhereTheBranchIsNotOurs_LeavesItAlone()
    {
        site.Repository.Git("branch", Branch);
        var before = site.Repository.Git("rev-parse", Branch);
        PublishTo($"file://{site.Repository.Path}");

        var sync = (await site.RunAsync("sync")).EnsureSuccess();

        Assert.Contains($"the state is not published to {Branch} of ", sync.StandardError, StringComparison.Ordinal);
        Assert.Contains("holds something else than a published state; name another branch in the settings (state.branch), or delete that one there", sync.StandardError, StringComparison.Ordinal);
        Assert.Equal(before, site.Repository.Git("rev-parse", Branch));
    }

    [Fact]
    public async Task Sync_WhereAnotherEstatePublishes_LeavesItsStateAlone()
    {
        PublishTo($"file://{site.Repository.Path}");
        (await site.RunAsync("sync")).EnsureSuccess();
        var before = site.Repository.Git("rev-parse", Branch);
        using var other = new SiteServer();
        other.Repository.Write("packages/viewer/version.txt", "1");
        other.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer"));
        other.Settings($$"""{ "state": { "branch": "{{Branch}}", "remote": "file://{{site.Repository.Path}}" } }""");

        var sync = (await other.RunAsync("sync")).EnsureSuccess();

        Assert.Matches($"'{Branch}' holds the state of estate [0-9a-f]{{8}}, and this is [0-9a-f]{{8}}", sync.StandardError);
        Assert.Equal(before, site.Repository.Git("rev-parse", Branch));
    }

    [Theory]
    [InlineData("main", "'main' holds something else than a published state; name another branch in the settings")]
    [InlineData("gone", "there is no repository at ")]
    public async Task Sync_ToNoPlaceForIt_SaysWhy(string branch, string why)
    {
        site.Settings($$"""{ "state": { "branch": "{{branch}}", "remote": "file://{{(branch == "gone" ? "/nowhere/at/all" : site.Repository.Path)}}" } }""");

        var sync = (await site.RunAsync("sync")).EnsureSuccess();

        Assert.Contains(why, sync.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branch_OfAnEstateWithTrouble_HasNoAddressAndNoErrorText()
    {
        PublishTo($"file://{site.Repository.Path}");
        (await site.RunAsync("sync")).EnsureSuccess();
        Directory.Move(site.RootOf("dp-2"), site.RootOf("dp-2") + ".away");
        Change();
        Assert.Equal(3, (await site.RunAsync("sync")).ExitCode);

        var all = site.Repository.Git("ls-tree", "-r", "--name-only", Branch).Split('\n').ToDictionary(file => file, Published);

        Assert.Contains("\"error\":\"not-mounted\"", all["servers/dp-2.jsonl"], StringComparison.Ordinal);
        Assert.Contains("\"message\":\"not-mounted\"", all["servers/dp-2.jsonl"], StringComparison.Ordinal);
        Assert.All(all.Values, text => Assert.DoesNotContain("is it mounted", text, StringComparison.Ordinal));
        Assert.All(all.Values, text => Assert.DoesNotContain("\"address\":\"dp-", text, StringComparison.Ordinal));
        Assert.All(all.Values, text => Assert.DoesNotContain(site.Sandbox, text, StringComparison.Ordinal));
        Assert.DoesNotContain(all.Keys, file => file.StartsWith("requests", StringComparison.Ordinal) || file.StartsWith("events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_OfARenamedServer_SeesTheRenameByTheHashOfItsAddress()
    {
        PublishTo($"file://{site.Repository.Path}");
        (await site.RunAsync("sync")).EnsureSuccess();
        site.Commit("all.yaml", SiteServer.Servers("dp-one=dp-1", "dp-2") + SiteServer.Package("viewer"), "Rename it");

        var plan = (await ReadAsync("plan", $"git:{site.Repository.Path}")).EnsureSuccess();

        Assert.Contains("= dp-one was dp-1: same address, 0 B", plan.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_WithTheAddressOfARunningLoop_IsThePlanOfThere()
    {
        var token = (await (site.Command() with { Arguments = ["token", "ci", "--role", "read", "-o", "json"] }).RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();
        using var made = JsonDocument.Parse(token.StandardOutput);
        var (secret, hash) = (made.RootElement.GetProperty("token").GetString()!, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made.RootElement.GetProperty("token").GetString()!))));
        site.Settings($$"""{ "http": { "tokens": { "ci": { "role": "read", "sha256": "{{hash}}" } } } }""");
        using var loop = await RunningLoop.StartAnsweringAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync("converged");
        var address = loop.Address.ToString();
        Change();

        var refused = await ReadAsync("plan", address);
        site.Extra["RECONCILER_TOKEN"] = secret + "x";
        var wrong = await ReadAsync("plan", address);
        site.Extra["RECONCILER_TOKEN"] = secret;
        var here = (await site.RunAsync("plan")).EnsureSuccess();
        var plans = new[] { await ReadAsync("plan", address), await ReadAsync("plan", address) };

        Assert.Contains($"{address} wants a token; put one with the role read into RECONCILER_TOKEN", refused.StandardError, StringComparison.Ordinal);
        Assert.Contains($"{address} refuses the token in RECONCILER_TOKEN", wrong.StandardError, StringComparison.Ordinal);
        Assert.All(plans, plan => Assert.Equal(WithoutAge(here.StandardOutput), WithoutAge(plan.EnsureSuccess().StandardOutput)));
    }

    [Theory]
    [InlineData("http://hq-1.example.com:8470", "and a token would go there for all to read; use https")]
    [InlineData("https://u:canary@hq-1.example.com", "which is no address of a reconciler run")]
    [InlineData("http://127.0.0.1:9", "the state of http://127.0.0.1:9/ cannot be read: Connection refused")]
    public async Task Plan_OfNoDaemon_SaysWhatToDo(string state, string why)
    {
        var result = await ReadAsync("plan", state);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(why, result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("events")]
    public async Task VerbWhoseRecordsAreNotPublished_SaysSo(string verb)
    {
        PublishTo($"file://{site.Repository.Path}");
        (await site.RunAsync("sync")).EnsureSuccess();

        var result = await ReadAsync(verb, $"git:{site.Repository.Path}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($" is published without {verb}; ask on the machine that publishes it", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("suspend", "dp-1", "--reason", "x")]
    [InlineData("gc")]
    [InlineData("run", "--listen", "off")]
    public async Task VerbThatWrites_OnAPublishedState_IsRefused(params string[] verb)
    {
        PublishTo($"file://{site.Repository.Path}");
        (await site.RunAsync("sync")).EnsureSuccess();

        var result = await ReadAsync(verb, $"git:file://{site.Repository.Path}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"'{verb[0]}' writes, and git:file://{site.Repository.Path}#{Branch} is published to be read", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("git:", "which names no branch of a repository")]
    [InlineData("git:/nowhere/at/all", "there is no repository at ")]
    [InlineData("git:.#nope", "there is no branch 'nope' at ")]
    [InlineData("git:.#main", "the branch 'main' of ")]
    public async Task Plan_OfNoPublishedState_SaysWhatToDo(string state, string why)
    {
        var result = await ReadAsync("plan", state);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(why, result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "remote": "https://git.example.com/x.git" }""", "add \"branch\": \"reconciler-state\"")]
    [InlineData("""{ "branch": "a b" }""", "state.branch is 'a b'; write the short name of a branch, such as reconciler-state")]
    [InlineData("""{ "branch": "b", "remote": "https://u:canary@git.example.com/x.git" }""", "which cannot be a repository")]
    [InlineData("""{ "branch": "b", "credentials": "hub" }""", "state.credentials is 'hub', which credentials does not have")]
    public async Task Settings_ThatCannotBe_AreRefused(string state, string problem)
    {
        site.Settings($$"""{ "state": {{state}} }""");

        var result = await site.RunAsync("sync");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(problem, result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", result.StandardError, StringComparison.Ordinal);
    }

    public void Dispose() => site.Dispose();

    private void PublishTo(string url, string more = "") => site.Settings($$"""{ "state": { "branch": "{{Branch}}", "remote": "{{url}}"{{more}} } }""");

    private void Hook(string script)
    {
        var hook = Path.Combine(site.Repository.Path, ".git", "hooks", "pre-receive");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.WriteAllText(hook, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    private void Change()
    {
        site.Repository.Write("packages/viewer/version.txt", "2");
        site.Repository.Commit("A newer viewer");
    }

    private bool HasBranch() => site.Repository.Run("rev-parse", "-q", "--verify", Branch).ExitCode == 0;

    private string Published(string file) => site.Repository.Git("show", $"{Branch}:{file}");

    private Task<ProcessResult> ReadAsync(string verb, string state) => ReadAsync([verb], state);

    /// <summary>As somebody who has no state: the last <c>--state</c> counts.</summary>
    private async Task<ProcessResult> ReadAsync(string[] verb, string state)
    {
        var command = site.Command([.. verb]);
        var at = Array.IndexOf([.. command.Arguments], "--state");
        string[] arguments = [.. command.Arguments];
        arguments[at + 1] = state;
        return await (command with { Arguments = [.. arguments] }).RunAsync(TestContext.Current.CancellationToken);
    }

    private static string WithoutAge(string plan) => string.Join('\n', plan.Split('\n').Select(line => line.Split(" (")[0]));
}

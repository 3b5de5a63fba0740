using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The state on a branch, or at a running loop, read by whoever only plans.</summary>
public sealed class PublishedStateTests : IDisposable
{
    private readonly PublishedSite published = new();

    private SiteServer Site => published.Server;

    [Fact]
    public async Task Plan_OfARenamedServer_SeesTheRenameByTheHashOfItsAddress()
    {
        published.PublishTo($"file://{Site.Repository.Path}");
        (await Site.RunAsync("sync")).EnsureSuccess();
        Site.Commit("all.yaml", SiteServer.Servers("dp-one=dp-1", "dp-2") + SiteServer.Package("viewer"), "Rename it");

        var plan = (await published.ReadAsync("plan", $"git:{Site.Repository.Path}")).EnsureSuccess();

        Assert.Contains("= dp-one was dp-1: same address, 0 B", plan.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_WithTheAddressOfARunningLoop_IsThePlanOfThere()
    {
        var token = (await (Site.Command() with { Arguments = ["token", "ci", "--role", "read", "-o", "json"] }).RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();
        using var made = JsonDocument.Parse(token.StandardOutput);
        var (secret, hash) = (made.RootElement.GetProperty("token").GetString()!, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made.RootElement.GetProperty("token").GetString()!))));
        Site.Settings($$"""{ "http": { "tokens": { "ci": { "role": "read", "sha256": "{{hash}}" } } } }""");
        using var loop = await RunningLoop.StartAnsweringAsync(Site, "--interval", "1h");
        await loop.UntilItSaysAsync("converged");
        var address = loop.Address.ToString();
        published.Change();

        var refused = await published.ReadAsync("plan", address);
        Site.Extra["RECONCILER_TOKEN"] = secret + "x";
        var wrong = await published.ReadAsync("plan", address);
        Site.Extra["RECONCILER_TOKEN"] = secret;
        var here = (await Site.RunAsync("plan")).EnsureSuccess();
        var plans = new[] { await published.ReadAsync("plan", address), await published.ReadAsync("plan", address) };

        Assert.Contains($"{address} wants a token; put one with the role read into RECONCILER_TOKEN", refused.StandardError, StringComparison.Ordinal);
        Assert.Contains($"{address} refuses the token in RECONCILER_TOKEN", wrong.StandardError, StringComparison.Ordinal);
        Assert.All(plans, plan => Assert.Equal(PublishedSite.WithoutAge(here.StandardOutput), PublishedSite.WithoutAge(plan.EnsureSuccess().StandardOutput)));
    }

    [Theory]
    [InlineData("http://hq-1.example.com:8470", "and a token would go there for all to read; use https")]
    [InlineData("https://u:canary@hq-1.example.com", "which is no address of a reconciler run")]
    [InlineData("http://127.0.0.1:9", "the state of http://127.0.0.1:9/ cannot be read: Connection refused")]
    public async Task Plan_OfNoDaemon_SaysWhatToDo(string state, string why)
    {
        var result = await published.ReadAsync("plan", state);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(why, result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("events")]
    public async Task VerbWhoseRecordsAreNotPublished_SaysSo(string verb)
    {
        published.PublishTo($"file://{Site.Repository.Path}");
        (await Site.RunAsync("sync")).EnsureSuccess();

        var result = await published.ReadAsync(verb, $"git:{Site.Repository.Path}");

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
        published.PublishTo($"file://{Site.Repository.Path}");
        (await Site.RunAsync("sync")).EnsureSuccess();

        var result = await published.ReadAsync(verb, $"git:file://{Site.Repository.Path}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"'{verb[0]}' writes, and git:file://{Site.Repository.Path}#{PublishedSite.Branch} is published to be read", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("git:", "which names no branch of a repository")]
    [InlineData("git:/nowhere/at/all", "there is no repository at ")]
    [InlineData("git:.#nope", "there is no branch 'nope' at ")]
    [InlineData("git:.#main", "the branch 'main' of ")]
    public async Task Plan_OfNoPublishedState_SaysWhatToDo(string state, string why)
    {
        var result = await published.ReadAsync("plan", state);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(why, result.StandardError, StringComparison.Ordinal);
    }

    public void Dispose() => published.Dispose();
}

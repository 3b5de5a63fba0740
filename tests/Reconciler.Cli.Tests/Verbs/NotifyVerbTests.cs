using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class NotifyVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public NotifyVerbTests() => cli.CommitExample("starter");

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Notify_WithReceivers_ShowsWhoIsToldWhat()
    {
        cli.WriteSettings("""
            { "notify": { "receivers": {
              "inventory": { "kind": "webhook", "url": "https://inventory.example.com/in", "secretFile": "secret" },
              "chat": { "kind": "slack", "urlVariable": "SLACK_URL", "events": "failures", "sites": ["london"] },
              "commits": { "kind": "gitlab", "repository": "acme/it/estate", "tokenVariable": "GITLAB_TOKEN" }
            } } }
            """);
        await cli.SyncAsync();
        File.WriteAllText(Path.Combine(cli.State, "notifications.json"), """
            {"reconciler":"notifications","format":1,"receivers":{"chat":{"told":{"key":"not-converged 0011223344556677","state":"not-converged","at":"2026-11-22T13:30:00Z","commit":"cccccccccccccccccccccccccccccccccccccccc","since":"2026-11-22T11:00:00Z"}}}}
            """);

        await Verify($"{await cli.RunAsync("notify")}\n{await cli.RunAsync("notify", "chat", "--output", "json")}\n{await cli.RunAsync("notify", "chta")}");
    }

    [Fact]
    public async Task Notify_WithTheSettingsOfTheExample_KnowsEveryReceiver()
    {
        var settings = await File.ReadAllTextAsync(Path.Combine(CliFixture.ExamplesDirectory(), "operations", "notifications.json"), CliFixture.Cancelled);
        cli.WriteSettings(settings.Replace("https://github.com/acme/estate.git", cli.Repository.Path, StringComparison.Ordinal).Replace("\"kind\": \"github\",", "\"kind\": \"github\", \"repository\": \"acme/estate\",", StringComparison.Ordinal));

        var result = await cli.RunAsync("notify", "--state", cli.State);

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.Equal(["RECEIVER", "operators", "london", "inventory", "commits"], result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Notify_WithoutReceivers_SaysWhereTheyWouldStand()
    {
        var result = await cli.RunAsync("notify", "--test");

        Assert.Equal((ExitCode.Error, ""), (result.ExitCode, result.Out));
        Assert.Contains("nobody is notified: the settings have no notify.receivers", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "kind": "webhok" }""", "notify.receivers.r.kind is 'webhok'; write one of webhook, slack, teams, github, gitlab")]
    [InlineData("""{ "kind": "slack", "url": "https://hooks.example.com/secret" }""", "notify.receivers.r.url would keep a secret in the settings; write it into a file of its own, and name that in urlFile")]
    [InlineData("""{ "kind": "slack" }""", "notify.receivers.r has no url; add urlFile or urlVariable")]
    [InlineData("""{ "kind": "webhook", "url": "https://in.example.com/", "secret": "secret" }""", "notify.receivers.r.secret would keep a secret in the settings")]
    [InlineData("""{ "kind": "webhook", "url": "https://in.example.com/" }""", "notify.receivers.r has no secret; add secretFile or secretVariable")]
    [InlineData("""{ "kind": "webhook", "url": "https://in.example.com/", "urlFile": "u", "secretFile": "s" }""", "notify.receivers.r has two addresses; leave one of url, urlFile and urlVariable")]
    [InlineData("""{ "kind": "webhook", "url": "http://in.example.com/", "secretFile": "s" }""", "notify.receivers.r.url is http, which everybody on the way can read; write https")]
    [InlineData("""{ "kind": "github", "token": "secret" }""", "notify.receivers.r.token would keep a secret in the settings")]
    [InlineData("""{ "kind": "github", "tokenFile": "t", "events": "all" }""", "notify.receivers.r has 'events', which a receiver of kind github does not have; known are: api, caFile, context")]
    [InlineData("""{ "kind": "teams", "urlFile": "u", "secretFile": "s" }""", "notify.receivers.r has 'secretFile', which a receiver of kind teams does not have")]
    [InlineData("""{ "kind": "slack", "urlFile": "u", "evnts": "all" }""", "has 'evnts', which a receiver of kind slack does not have; did you mean 'events'?")]
    [InlineData("""{ "kind": "slack", "urlFile": "u", "events": "some" }""", "notify.receivers.r.events is 'some'; write \"all\" or \"failures\"")]
    [InlineData("""{ "kind": "slack", "urlFile": "u", "sites": ["a["] }""", "notify.receivers.r.sites has 'a[', which is neither a name nor a pattern: ")]
    [InlineData("""{ "kind": "slack", "urlFile": "u", "proxy": "http://anna:secret@proxy:3128" }""", "notify.receivers.r.proxy has a user or password in it")]
    [InlineData("""{ "kind": "github", "tokenFile": "t" }""", "notify.receivers.r has no repository, and what is followed here is a directory, not a URL of github; add \"repository\": \"owner/name\" there")]
    [InlineData("""{ "kind": "github", "tokenFile": "t", "repository": "estate" }""", "notify.receivers.r is for the repository 'estate', which GitHub does not have: it is owner/name")]
    public async Task Receiver_ThatCannotBe_IsRefusedAtOnce(string receiver, string expected)
    {
        cli.WriteSettings($$"""{ "notify": { "receivers": { "r": {{receiver}} } } }""");

        var result = await cli.RunAsync("notify");

        Assert.Equal((ExitCode.Error, ""), (result.ExitCode, result.Out));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "remindEvery": "often" }""", "notify.remindEvery is 'often'; write a duration such as 5m or 1d, or \"never\"")]
    [InlineData("""{ "atMostEvery": "2y" }""", "notify.atMostEvery is '2y'; write a duration such as 5m or 1d")]
    [InlineData("""{ "link": "estate" }""", "notify.link is no address")]
    [InlineData("""{ "receiver": {} }""", "unknown setting 'notify.receiver'; known are: notify.atMostEvery")]
    [InlineData("""{ "receivers": { "a b": { "kind": "slack" } } }""", "notify.receivers has 'a b'; a receiver's name is letters, digits, '.', '_' and '-'")]
    public async Task SettingOfNotify_ThatCannotBe_IsRefusedAtOnce(string notify, string expected)
    {
        cli.WriteSettings($$"""{ "notify": {{notify}} }""");

        Assert.Contains(expected, (await cli.RunAsync("notify")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_OfASecretThatIsMissing_SaysWhereItBelongs()
    {
        cli.WriteSettings("""{ "notify": { "receivers": { "chat": { "kind": "slack", "urlVariable": "SLACK_URL" } } } }""");

        var result = await cli.RunAsync("notify", "--test");

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Equal("error: chat (slack): the secret of notify.receivers.chat is empty; write it into the environment variable SLACK_URL\n", result.Error);
    }
}

using System.Net;
using System.Text.Json;

namespace Reconciler.Cli.Tests.Web.Api;

/// <summary>What is answered to who may read.</summary>
public sealed class ApiReadingTests
{
    [Fact]
    public async Task Answers_OfEveryKind_HaveTheFactsOfTheVerbs()
    {
        using var api = await ApiSite.StartAsync();

        foreach (var (name, address) in new[]
        {
            ("status", "/status"), ("status-of-a-site", "/status?site=london"), ("packages", "/packages"), ("package", "/packages/tool"), ("servers", "/servers"), ("server", "/servers/dp-lon-2"),
            ("placements", "/placements?server=dp-lon-*"), ("plan", "/plan"),
        })
            await Verify(api.Scrubbed(await api.GetAsync(address)), "json", name);
    }

    [Fact]
    public async Task Answers_AreWhatTheVerbsPrint()
    {
        using var api = await ApiSite.StartAsync();
        using var status = JsonDocument.Parse((await api.Server.RunAsync("status", "-o", "json")).StandardOutput);
        using var shown = JsonDocument.Parse((await api.Server.RunAsync("show", "server", "dp-lon-2", "-o", "json")).StandardOutput);

        Assert.True(JsonElement.DeepEquals(status.RootElement.GetProperty("servers"), (await api.JsonAsync("/servers")).GetProperty("servers")));
        Assert.True(JsonElement.DeepEquals(status.RootElement.GetProperty("packages"), (await api.JsonAsync("/packages")).GetProperty("packages")));
        Assert.True(JsonElement.DeepEquals(shown.RootElement.GetProperty("fields"), (await api.JsonAsync("/servers/dp-lon-2")).GetProperty("fields")));
    }

    [Fact]
    public async Task Answer_ThatIsKnownAlready_IsNotSentAgainUntilItChanges()
    {
        using var api = await ApiSite.StartAsync();
        using var first = await api.SendAsync(HttpMethod.Get, "/servers");
        var tag = first.Headers.ETag!.ToString();

        using var again = await api.SendAsync(HttpMethod.Get, "/servers", ApiSite.Reader, null, ("If-None-Match", $"\"other\", {tag}"));
        await api.PostAsync("/servers/dp-hq-1/suspend", """{ "reason": "noise" }""");
        using var changed = await api.SendAsync(HttpMethod.Get, "/servers", ApiSite.Reader, null, ("If-None-Match", tag));

        Assert.StartsWith("W/\"", tag, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal("", await ApiSite.TextAsync(again));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Contains("api:deploy", await ApiSite.TextAsync(changed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ToHead_IsItsHeadersOnly()
    {
        using var api = await ApiSite.StartAsync();
        using var got = await api.SendAsync(HttpMethod.Get, "/servers");
        using var head = await api.SendAsync(HttpMethod.Head, "/servers");

        Assert.Equal(got.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(got.Headers.ETag, head.Headers.ETag);
        Assert.Equal("", await ApiSite.TextAsync(head));
    }

    [Fact]
    public async Task Placements_ByState_AreThoseOnly()
    {
        using var api = await ApiSite.StartAsync();
        static string[] Cells(JsonElement page) => [.. page.GetProperty("placements").EnumerateArray().Select(cell => $"{cell.GetProperty("state")} {cell.GetProperty("package")} {cell.GetProperty("server")}")];

        Assert.Equal(["keep tool dp-lon-1", "hold tool dp-lon-2", "keep viewer dp-hq-1", "keep viewer dp-lon-1", "hold viewer dp-lon-2"], Cells(await api.JsonAsync("/placements")));
        Assert.Equal(["hold tool dp-lon-2", "hold viewer dp-lon-2"], Cells(await api.JsonAsync("/placements?state=hold&state=remove")));
        Assert.Equal(["keep tool dp-lon-1"], Cells(await api.JsonAsync("/placements?state=keep&package=t*&site=london")));
        Assert.Equal(2, (await api.JsonAsync("/placements?state=hold&limit=1")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Answers_BeforeAnythingWasPlanned_SayWhyNotAndWhenToAskAgain()
    {
        using var api = await ApiSite.StartAsync(server => server.Commit("bad.yaml", "nonsense: 1\n"));

        using var answer = await api.SendAsync(HttpMethod.Get, "/status");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        Assert.Contains("there is no commit to tell of yet: ", await ApiSite.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_RightAfterASyncOfANewCommit_AreOfThatOne()
    {
        using var api = await ApiSite.StartAsync();
        for (var i = 2; i < 6; i++)
        {
            await api.GetAsync("/status");
            api.Server.Repository.Write("packages/viewer/version.txt", $"{i}");
            var commit = api.Server.Repository.Commit();
            await api.PostAsync("/sync", "{}");

            Assert.Equal(commit, (await api.JsonAsync("/status")).GetProperty("commit").GetString());
        }
    }

    [Fact]
    public async Task Answers_OfARemoteRepository_AskItNothing()
    {
        using var api = await ApiSite.StartAsync(fromRemote: true);
        Directory.Move(api.Server.Repository.Path, api.Server.Repository.Path + "-gone");

        Assert.Equal(5, (await api.JsonAsync("/status")).GetProperty("desired").GetInt32());
        Assert.Equal(5, (await api.JsonAsync("/placements")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Answers_WhileTheNewestCommitIsBad_AreOfTheOneThatIsKeptUp()
    {
        using var api = await ApiSite.StartAsync();
        var good = api.Server.Repository.Head;
        api.Server.Commit("bad.yaml", "nonsense: 1\n");
        api.Loop.Signal("HUP");
        await api.Loop.UntilItSaysAsync("is not used");
        await api.Loop.UntilAsync(() => File.ReadAllText(Path.Combine(api.Server.State, "loop.json")).Contains("CommitInvalid", StringComparison.Ordinal), "what is told of it");

        var status = await api.JsonAsync("/status");

        Assert.Equal(good, status.GetProperty("commit").GetString());
        Assert.Contains(status.GetProperty("conditions").EnumerateArray(), condition => condition.GetProperty("reason").GetString() == "CommitInvalid");
    }
}

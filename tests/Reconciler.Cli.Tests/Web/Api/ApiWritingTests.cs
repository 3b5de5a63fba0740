using System.Net;
using System.Text.Json;
using Reconciler.Cli.Tests.EndToEnd;

namespace Reconciler.Cli.Tests.Web.Api;

/// <summary>What may be asked to be done, and what comes of it.</summary>
public sealed class ApiWritingTests
{
    private static string Requests(ApiSite api) => Path.Combine(api.Server.State, "requests");

    [Fact]
    public async Task Sync_OfANewCommit_IsAcceptedThenDoneWithTheOutputOfTheVerb()
    {
        using var api = await ApiSite.StartAsync();
        api.Server.Repository.Write("packages/viewer/version.txt", "2");
        api.Server.Repository.Commit();

        using var accepted = await api.SendAsync(HttpMethod.Post, "/sync", ApiSite.Operator, ApiSite.Json("""{ "servers": ["dp-hq-1"] }"""));
        using var done = await api.SendAsync(HttpMethod.Get, accepted.Headers.Location!.ToString(), ApiSite.Reader, null, ("Prefer", "wait=30"));

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("2", await File.ReadAllTextAsync(Path.Combine(api.Server.RootOf("dp-hq-1"), "viewer", "version.txt"), TestContext.Current.CancellationToken));
        await Verify(api.Scrubbed(await ApiSite.TextAsync(done)), "json");
    }

    [Fact]
    public async Task Writes_OfEveryKind_AreRecordedWithTheTokensName()
    {
        using var api = await ApiSite.StartAsync();

        var suspended = await api.PostAsync("/servers/dp-hq-1/suspend", """{ "reason": "disk replacement", "until": "2098-01-01" }""");
        var held = await api.JsonAsync("/servers/dp-hq-1");
        var resumed = await api.PostAsync("/servers/dp-hq-1/resume", "{}");
        var byGit = await api.PostAsync("/servers/dp-lon-2/resume", "{}");
        var refreshed = await api.PostAsync("/refresh", """{ "package": "viewer", "servers": ["dp-lon-*"], "reason": "disk errors" }""");
        var scoped = await api.PostAsync("/sync", """{ "packages": ["viewer"], "sites": ["london"], "strict": true }""");
        var approved = await api.PostAsync("/approvals", """{ "plan": "deadbeef", "reason": "store closed", "expires": "2d" }""");
        var unknown = await api.PostAsync("/servers/dp-hq-9/suspend", """{ "reason": "nobody" }""");

        Assert.Equal("api:deploy", held.GetProperty("status").GetProperty("suspended").GetProperty("by").GetString());
        (HttpStatusCode Status, string Body)[] all = [suspended, resumed, byGit, refreshed, scoped, approved, unknown];
        Assert.All(all, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        await Verify(api.Scrubbed(string.Concat(all.Select(answer => answer.Body))));
    }

    [Fact]
    public async Task Approval_OfAKeptPlan_LetsItsRemovalsGo()
    {
        using var api = await ApiSite.StartAsync(server =>
        {
            for (var i = 1; i <= 12; i++)
                server.Repository.Write($"packages/p{i}/f.txt", "x");
            server.Repository.Write("all.yaml", SiteServer.Servers("dp-1"));
            server.Commit("packages.yaml", string.Concat(Enumerable.Range(1, 12).Select(i => SiteServer.Package($"p{i}"))));
        });
        await api.Loop.UntilItSaysAsync("converged");
        api.Server.Commit("packages.yaml", SiteServer.Package("p1"));
        await api.PostAsync("/sync", "{}");

        var plan = await api.JsonAsync("/plan");
        var approved = await api.PostAsync("/approvals", $$"""{ "plan": "{{plan.GetProperty("hash").GetString()}}", "reason": "cleared out" }""");
        await api.PostAsync("/sync", "{}");

        Assert.NotEmpty(plan.GetProperty("guards").EnumerateArray());
        Assert.Contains("Approved by api:deploy until ", approved.Body, StringComparison.Ordinal);
        Assert.Equal(1, (await api.JsonAsync("/placements")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Write_SentAgainWithItsKey_IsTheSameRequestAndDoneOnce()
    {
        using var api = await ApiSite.StartAsync();
        const string Body = """{ "reason": "disk replacement" }""";

        var first = await api.PostAsync("/servers/dp-hq-1/suspend", Body, ("Idempotency-Key", "6e1c"));
        var again = await api.PostAsync("/servers/dp-hq-1/suspend", Body, ("Idempotency-Key", "6e1c"));
        var other = await api.PostAsync("/servers/dp-hq-1/suspend", """{ "reason": "another" }""", ("Idempotency-Key", "6e1c"));
        var anew = await api.PostAsync("/servers/dp-hq-1/suspend", Body, ("Idempotency-Key", "7f2d"));

        Assert.Equal(Id(first.Body), Id(again.Body));
        Assert.Equal(first.Body, again.Body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.NotEqual(Id(first.Body), Id(anew.Body));
        Assert.Equal(2, Directory.GetFiles(Requests(api)).Length);
    }

    [Fact]
    public async Task Write_SentManyTimesAtOnceWithOneKey_IsOneRequest()
    {
        using var api = await ApiSite.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.PostAsync("/sync", "{}", ("Idempotency-Key", "once"))));

        Assert.Single(answers.Select(answer => Id(answer.Body)).Distinct());
        Assert.Single(Directory.GetFiles(Requests(api)));
    }

    private static string Id(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("id").GetString()!;
    }
}

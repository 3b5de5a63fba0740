using System.Net;
using Reconciler.Cli.Tests.EndToEnd;

namespace Reconciler.Cli.Tests.Web.Api;

/// <summary>Who is answered by a real server.</summary>
public sealed class ApiAccessTests
{
    [Fact]
    public async Task Answers_ByRole_AreGivenOrRefusedWithWhatToDo()
    {
        using var api = await ApiSite.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, HttpMethod.Get, "/status", ApiSite.Reader));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, HttpMethod.Get, "/status", ApiSite.Operator));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(api, HttpMethod.Get, "/status", "rcn_guess"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(api, HttpMethod.Post, "/sync", ApiSite.Reader));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(api, HttpMethod.Post, "/sync", ApiSite.Operator));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, HttpMethod.Get, "/openapi.json", null));

        using var refused = await api.SendAsync(HttpMethod.Get, "/status", null);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Bearer", Assert.Single(refused.Headers.WwwAuthenticate).ToString());
        Assert.Contains("'reconciler token NAME --role read' makes one", await ApiSite.TextAsync(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_OfAPageOfAnotherSite_IsRefusedAndNothingIsAsked()
    {
        using var api = await ApiSite.StartAsync();

        using var foreign = await api.SendAsync(HttpMethod.Post, "/sync", ApiSite.Operator, null, ("Origin", "https://evil.example"));
        using var own = await api.SendAsync(HttpMethod.Post, "/sync", ApiSite.Operator, null, ("Origin", api.Loop.Address.GetLeftPart(UriPartial.Authority)));

        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, own.StatusCode);
    }

    [Fact]
    public async Task Run_WithATokenThatRunsOutSoonOrRanOut_SaysSoAtItsStart()
    {
        using var site = new SiteServer();
        site.Commit("all.yaml", SiteServer.Servers("dp-1"));
        var soon = DateTimeOffset.UtcNow.AddDays(3).ToString("yyyy-MM-dd", null);
        site.Settings($$"""
            { "http": { "tokens": {
                "old": { "role": "operate", "sha256": "{{ApiSite.Hash("old")}}", "expires": "2024-02-29" },
                "soon": { "role": "read", "sha256": "{{ApiSite.Hash("soon")}}", "expires": "{{soon}}" },
                "later": { "role": "read", "sha256": "{{ApiSite.Hash("later")}}", "expires": "2099-01-01" } } } }
            """);

        using var loop = await RunningLoop.StartAnsweringAsync(site);

        await loop.UntilItSaysAsync("warning: the token 'old' ran out on 2024-02-29 00:00Z; take it out of http.tokens, or make a new one with 'reconciler token old --role operate'");
        await loop.UntilItSaysAsync($"warning: the token 'soon' runs out on {soon} 00:00Z; make a new one with 'reconciler token soon --role read'");
        Assert.DoesNotContain("'later'", loop.Output, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(ApiSite api, HttpMethod method, string address, string? token)
    {
        using var answer = await api.SendAsync(method, address, token);
        return answer.StatusCode;
    }
}

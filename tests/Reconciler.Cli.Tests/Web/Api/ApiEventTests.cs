using System.Net;
using System.Text.Json;

namespace Reconciler.Cli.Tests.Web.Api;

/// <summary>What was told, asked for again and again or followed.</summary>
public sealed class ApiEventTests
{
    [Fact]
    public async Task Events_AskedForAgain_GoOnWhereTheyStopped()
    {
        using var api = await ApiSite.StartAsync();
        var all = (await api.JsonAsync("/events")).GetProperty("events");
        var newest = await api.JsonAsync("/events?limit=1");
        var none = await api.JsonAsync(newest.GetProperty("next").GetString()!);

        Publish(api, "2");
        await api.PostAsync("/sync", "{}");
        var first = await api.JsonAsync(none.GetProperty("next").GetString()!);
        var second = await api.JsonAsync(first.GetProperty("next").GetString()!);

        Assert.Equal("EstateStarted", all[0].GetProperty("reason").GetString());
        Assert.True(JsonElement.DeepEquals(all[all.GetArrayLength() - 1], Assert.Single(newest.GetProperty("events").EnumerateArray())));
        Assert.Empty(none.GetProperty("events").EnumerateArray());
        Assert.Equal("Planned", Assert.Single(first.GetProperty("events").EnumerateArray()).GetProperty("reason").GetString());
        Assert.Equal("Updated", Assert.Single(second.GetProperty("events").EnumerateArray()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Events_Followed_ComeAsLinesWhileTheyHappen_AndEndWithTheLoop()
    {
        using var api = await ApiSite.StartAsync();
        using var answer = await api.SendAsync(HttpMethod.Get, "/events?follow=true&limit=1");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var last = await lines.ReadLineAsync(TestContext.Current.CancellationToken);

        Publish(api, "2");
        await api.PostAsync("/sync", "{}");
        var planned = await lines.ReadLineAsync(TestContext.Current.CancellationToken);
        var took = await api.Loop.EndAsync("TERM");

        Assert.Equal("application/jsonl", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("\"reason\":\"Waiting\"", last, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"Planned\"", planned, StringComparison.Ordinal);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Events_FollowedByTooMany_AreRefusedUntilOneLeaves()
    {
        using var api = await ApiSite.StartAsync();
        var followers = new List<HttpResponseMessage>();
        for (var i = 0; i < 16; i++)
            followers.Add(await api.SendAsync(HttpMethod.Get, "/events?follow=true"));

        using var refused = await api.SendAsync(HttpMethod.Get, "/events?follow=true");
        foreach (var follower in followers)
            follower.Dispose();

        Assert.All(followers, follower => Assert.Equal(HttpStatusCode.OK, follower.StatusCode));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("16 follow the events already", await ApiSite.TextAsync(refused), StringComparison.Ordinal);
        HttpStatusCode status;
        do
        {
            using var again = await api.SendAsync(HttpMethod.Get, "/events?follow=true");
            status = again.StatusCode;
        }
        while (status != HttpStatusCode.OK);
    }

    private static void Publish(ApiSite api, string version)
    {
        api.Server.Repository.Write("packages/viewer/version.txt", version);
        api.Server.Repository.Commit();
    }
}

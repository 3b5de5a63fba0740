using System.Globalization;
using Reconciler.Cli.Tests.EndToEnd;

namespace Reconciler.Cli.Tests.Web.Api;

/// <summary>Pages of lists that are longer than one, while the loop works.</summary>
public sealed class ApiPagingTests
{
    private static readonly string[] servers = [.. Enumerable.Range(1, 260).Select(i => string.Create(CultureInfo.InvariantCulture, $"dp-{i:000}"))];

    [Fact]
    public async Task Pages_WhileASyncChangesThings_ShowWhatStaysOnceEach()
    {
        using var api = await ApiSite.StartAsync(server => Publish(server, servers, "1"));
        await api.Loop.UntilItSaysAsync("converged");

        // Every second server is new to the next commit, and some of the old ones go.
        string[] later = [.. servers.Where((_, i) => i % 7 != 3), .. servers.Where((_, i) => i % 2 == 0).Select(name => $"{name}-new")];
        var seen = new List<string>();
        var pages = 0;
        for (var next = "/placements?package=viewer&limit=23"; next is not null; pages++)
        {
            if (pages == 2)
            {
                Publish(api.Server, later, "2");
                api.Loop.Signal("HUP");
            }

            var page = await api.JsonAsync(next);
            seen.AddRange(page.GetProperty("placements").EnumerateArray().Select(cell => cell.GetProperty("server").GetString()!));
            next = page.TryGetProperty("next", out var link) ? link.GetString() : null;
            if (pages is > 2 and < 6)
                await Task.Delay(300, TestContext.Current.CancellationToken);
        }

        Assert.True(pages > 10, $"{pages} pages");
        Assert.Equal(seen.Order(StringComparer.Ordinal).Distinct(), seen);
        Assert.Superset(servers.Intersect(later).ToHashSet(), seen.ToHashSet());
    }

    [Fact]
    public async Task Pages_OfEveryLimit_AreTheWholeList()
    {
        using var api = await ApiSite.StartAsync(server => Publish(server, servers[..12], "1"));
        foreach (var limit in new[] { 1, 5, 6, 12, 1000 })
        {
            Assert.Equal(servers[..12], await AllAsync(api, $"/servers?limit={limit}", "servers", "server"));
            Assert.Equal(servers[..12], await AllAsync(api, $"/placements?limit={limit}&package=viewer", "placements", "server"));
            Assert.Equal(["tool", "viewer"], await AllAsync(api, $"/packages?limit={limit}&server=dp-00?", "packages", "package"));
        }
    }

    private static async Task<string[]> AllAsync(ApiSite api, string first, string things, string name)
    {
        var all = new List<string>();
        for (var next = first; next is not null;)
        {
            var page = await api.JsonAsync(next);
            all.AddRange(page.GetProperty(things).EnumerateArray().Select(item => item.GetProperty(name).GetString()!));
            next = page.TryGetProperty("next", out var link) ? link.GetString() : null;
        }

        return [.. all];
    }

    private static void Publish(SiteServer server, string[] names, string version)
    {
        server.Repository.Write("packages/viewer/version.txt", version);
        server.Repository.Write("packages/tool/tool.txt", "tool");
        server.Commit("all.yaml", SiteServer.Servers(names) + SiteServer.Package("viewer") + SiteServer.Package("tool", "distribute: { to: [dp-001] }"));
    }
}

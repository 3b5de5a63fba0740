namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What becomes of servers from commit to commit.</summary>
public sealed class ServerLifeTests : IDisposable
{
    private readonly SiteServer site = new();

    public ServerLifeTests()
    {
        site.Repository.Write("packages/viewer/app.txt", "one");
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "dp-2"));
        site.Commit("packages.yaml", SiteServer.Package("viewer"));
    }

    [Fact]
    public async Task Server_Renamed_CopiesNothingAndIsClaimedAnew()
    {
        await site.ConvergeAsync();
        var before = await DiskTree.IdentitiesAsync(Published("dp-2"));
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "store-2=dp-2"));

        var sync = await site.ConvergeAsync();

        Assert.Contains("= store-2 was dp-2: same address, 0 B", sync);
        Assert.DoesNotContain("copied", sync);
        Assert.Equal(before, await DiskTree.IdentitiesAsync(Published("dp-2")));
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Server_RenamedLongAgo_IsStillKnownByItsClaim()
    {
        await site.ConvergeAsync();
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "store-2=dp-2"));
        await site.ConvergeAsync();
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "shop-2=dp-2"));
        await site.ConvergeAsync();
        site.Repository.Write("packages/viewer/app.txt", "two");
        site.Repository.Commit();

        await site.ConvergeAsync();

        Assert.Equal("two", File.ReadAllText(Path.Combine(Published("dp-2"), "app.txt")));
        Assert.Contains("shop-2", File.ReadAllText(Path.Combine(site.RootOf("dp-2"), ".reconciler", "server.json")));
    }

    [Fact]
    public async Task Server_RenamedWhoseFormerNameIsDeclaredElsewhere_IsStillKnownByItsClaim()
    {
        await site.ConvergeAsync();
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "store-2=dp-2"));
        await site.ConvergeAsync();
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "store-2=dp-2", "dp-2=elsewhere"));

        Assert.Contains("+ viewer", await site.ConvergeAsync());
        site.Repository.Write("packages/viewer/app.txt", "two");
        site.Repository.Commit();

        Assert.Contains("Done: 3 updated", await site.ConvergeAsync());
        Assert.Contains("store-2", File.ReadAllText(Path.Combine(site.RootOf("dp-2"), ".reconciler", "server.json")));
    }

    [Fact]
    public async Task Server_RenamedWithAnUpdate_IsUpdated()
    {
        await site.ConvergeAsync();
        site.Repository.Write("packages/viewer/app.txt", "two");
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "store-2=dp-2"));

        Assert.Contains("Done: 2 updated; 6 B copied.", await site.ConvergeAsync());
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Server_NoLongerDeclared_KeepsWhatItHolds()
    {
        await site.ConvergeAsync();
        var before = await DiskTree.IdentitiesAsync(site.RootOf("dp-2"));
        site.Commit("servers.yaml", SiteServer.Servers("dp-1"));

        var sync = await site.ConvergeAsync();

        Assert.Contains(". dp-2 is no longer declared: 1 package left there", sync);
        Assert.Equal(before, await DiskTree.IdentitiesAsync(site.RootOf("dp-2")));
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Server_LeftAndDeclaredAgain_CopiesNothing()
    {
        await site.ConvergeAsync();
        site.Commit("servers.yaml", SiteServer.Servers("dp-1"));
        await site.ConvergeAsync();
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "dp-2"));

        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Server_LeftDeclaredAndLeftAgain_IsToldOfAgain()
    {
        await site.ConvergeAsync();
        site.Commit("servers.yaml", SiteServer.Servers("dp-1"));
        await site.ConvergeAsync();
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "dp-2"));
        await site.ConvergeAsync();
        site.Commit("servers.yaml", SiteServer.Servers("dp-1"));

        Assert.Contains(". dp-2 is no longer declared: 1 package left there", await site.ConvergeAsync());
        Assert.DoesNotContain("no longer declared", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Server_Retired_IsEmptied()
    {
        await site.ConvergeAsync();
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "dp-2").Replace("address: dp-2", "address: dp-2, retire: true"));

        Assert.Contains("Done: 1 removed; 0 B copied.", await site.ConvergeAsync());
        Assert.False(Directory.Exists(Published("dp-2")));
        Assert.True(Directory.Exists(Published("dp-1")));
    }

    [Fact]
    public async Task Server_AtANewAddress_IsTheSameByItsClaim()
    {
        await site.ConvergeAsync();
        Directory.Move(site.RootOf("dp-2"), site.RootOf("moved"));
        site.Repository.Write("packages/viewer/app.txt", "two");
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "dp-2=moved"));

        Assert.Contains("Done: 2 updated; 6 B copied.", await site.ConvergeAsync());
        Assert.Equal("two", File.ReadAllText(Path.Combine(Published("moved"), "app.txt")));
        Assert.False(Directory.Exists(site.RootOf("dp-2")));
    }

    public void Dispose() => site.Dispose();

    private string Published(string address) => Path.Combine(site.RootOf(address), "viewer");
}

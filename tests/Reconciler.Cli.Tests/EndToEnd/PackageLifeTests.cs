namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What becomes of packages and servers from commit to commit, as readers on the servers see it.</summary>
public sealed class PackageLifeTests : IDisposable
{
    /// <summary>A commit without any package would be taken for a slip.</summary>
    private static readonly string rest = SiteServer.Package("fonts", "distribute: { to: [dp-1] }");

    private readonly SiteServer site = new();

    public PackageLifeTests()
    {
        site.Repository.Write("packages/viewer/app.txt", "one");
        site.Repository.Write("packages/fonts/font.ttf", "font");
        site.Repository.Write("packages/viewer/same.txt", new string('s', 5000));
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "dp-2"));
        site.Commit("packages.yaml", rest + SiteServer.Package("viewer"));
    }

    [Fact]
    public async Task Update_OfOneFile_CopiesThatFileOnly()
    {
        await site.ConvergeAsync();
        site.Repository.Write("packages/viewer/app.txt", "two");
        site.Repository.Commit();

        var sync = await site.ConvergeAsync();

        Assert.Contains("2 to update", sync);
        Assert.Contains("Done: 2 updated; 6 B copied.", sync);
        Assert.Equal("two", Read("dp-1", "viewer/app.txt"));
    }

    [Fact]
    public async Task Rollback_ToTheFormerContent_CopiesNothing()
    {
        await site.ConvergeAsync();
        site.Repository.Write("packages/viewer/app.txt", "two");
        site.Repository.Commit();
        await site.ConvergeAsync();
        site.Repository.Git("revert", "--no-edit", "HEAD");

        var sync = await site.ConvergeAsync();

        Assert.Contains("2 to update", sync);
        Assert.Contains("0 B to copy to 0 servers.", sync);
        Assert.Contains("Done: 2 updated; 0 B copied.", sync);
        Assert.Equal("one", Read("dp-2", "viewer/app.txt"));
    }

    [Fact]
    public async Task Package_NoLongerDeclared_GoesOutOfSightAtOnce()
    {
        await site.ConvergeAsync();
        site.Commit("packages.yaml", rest);

        var sync = await site.ConvergeAsync();

        Assert.Contains("Done: 2 removed; 0 B copied.", sync);
        Assert.False(Directory.Exists(Path.Combine(site.RootOf("dp-1"), "viewer")));
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Package_RemovedAndDeclaredAgain_ComesBackWithoutACopy()
    {
        await site.ConvergeAsync();
        site.Commit("packages.yaml", rest);
        await site.ConvergeAsync();
        site.Commit("packages.yaml", rest + SiteServer.Package("viewer"));

        var sync = await site.ConvergeAsync();

        Assert.Contains("Done: 2 placed; 0 B copied.", sync);
        Assert.Equal("one", Read("dp-1", "viewer/app.txt"));
    }

    [Fact]
    public async Task PublishAs_Changed_MovesThePackageWithoutACopy()
    {
        await site.ConvergeAsync();
        site.Commit("packages.yaml", rest + SiteServer.Package("viewer", "publishAs: Apps/Viewer"));

        var sync = await site.ConvergeAsync();

        Assert.Contains("0 B copied.", sync);
        Assert.Equal("one", Read("dp-1", "Apps/Viewer/app.txt"));
        Assert.False(Directory.Exists(Path.Combine(site.RootOf("dp-1"), "viewer")));
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task PublishAs_OfTwoPackagesSwapped_ConvergesInOneSyncWithoutACopy()
    {
        site.Commit("packages/reader/app.txt", "two");
        site.Commit("packages.yaml", rest + SiteServer.Package("viewer", "publishAs: A") + SiteServer.Package("reader", "publishAs: B"));
        await site.ConvergeAsync();
        site.Commit("packages.yaml", rest + SiteServer.Package("viewer", "publishAs: B") + SiteServer.Package("reader", "publishAs: A"));

        var sync = await site.ConvergeAsync();

        Assert.Contains("0 B copied.", sync);
        Assert.Equal("one", Read("dp-1", "B/app.txt"));
        Assert.Equal("two", Read("dp-1", "A/app.txt"));
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Package_Renamed_CopiesNothing()
    {
        await site.ConvergeAsync();
        Directory.Move(Path.Combine(site.Repository.Path, "packages/viewer"), Path.Combine(site.Repository.Path, "packages/reader"));
        site.Commit("packages.yaml", rest + SiteServer.Package("reader"));

        var sync = await site.ConvergeAsync();

        Assert.Contains("Done: 2 placed, 2 removed; 0 B copied.", sync);
        Assert.Equal("one", Read("dp-1", "reader/app.txt"));
        Assert.False(Directory.Exists(Path.Combine(site.RootOf("dp-1"), "viewer")));
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Package_RenamedAtTheSamePath_TakesThePlaceOfTheFormer()
    {
        site.Commit("packages.yaml", rest + SiteServer.Package("viewer", "publishAs: Viewer"));
        await site.ConvergeAsync();
        Directory.Move(Path.Combine(site.Repository.Path, "packages/viewer"), Path.Combine(site.Repository.Path, "packages/reader"));
        site.Commit("packages.yaml", rest + SiteServer.Package("reader", "publishAs: Viewer"));

        var sync = await site.ConvergeAsync();

        Assert.Contains("Done: 2 placed, 2 removed; 0 B copied.", sync);
        Assert.Equal("one", Read("dp-1", "Viewer/app.txt"));
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Prune_False_KeepsWhatIsNoLongerDeclared()
    {
        await site.ConvergeAsync();
        site.Repository.Write("policy.yaml", "apiVersion: reconciler/v1\nkind: Policy\nmetadata: { name: default }\nspec: { prune: false }\n");
        site.Commit("packages.yaml", rest);

        var sync = await site.ConvergeAsync();

        Assert.Contains("2 kept (prune: false)", sync);
        Assert.Equal("one", Read("dp-1", "viewer/app.txt"));
    }

    [Fact]
    public async Task Package_Retired_IsRemovedEverywhere()
    {
        await site.ConvergeAsync();
        site.Repository.Write("policy.yaml", "apiVersion: reconciler/v1\nkind: Policy\nmetadata: { name: default }\nspec: { prune: false }\n");
        site.Commit("packages.yaml", rest + SiteServer.Package("viewer", "retire: true"));

        Assert.Contains("Done: 2 removed; 0 B copied.", await site.ConvergeAsync());
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    public void Dispose() => site.Dispose();

    private string Read(string server, string path) => File.ReadAllText(Path.Combine(site.RootOf(server), path));
}

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Several versions of one package on several servers, as readers there see them.</summary>
public sealed class RingsTests : IDisposable
{
    private const string Versions = "versions: [{ version: new, source: { path: packages/new } }, { version: old, source: { path: packages/old } }]";

    private readonly SiteServer site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Example_PlayedAsItsReadmeSays_GoesAsItSays()
    {
        await new PlayedReadme("rings", site).PlayAsync();

        foreach (var server in (string[])["dp-01", "dp-02", "dp-03", "dp-04"])
            Assert.Contains("viewer 3.2", Read(server, "viewer/viewer.sh"), StringComparison.Ordinal);
        Assert.Contains("viewer 3.2", Read("dp-05", "viewer/3.2/viewer.sh"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(site.RootOf("dp-lab"), "viewer")));
    }

    [Fact]
    public async Task Server_MovedToAnotherRing_GetsItsVersionForTheBytesThatDiffer()
    {
        Commit("rules: [{ version: new, to: [dp-1] }, { version: old, to: [dp-2] }]");
        await site.ConvergeAsync();
        Assert.Equal(("new", "old"), (Read("dp-1", "viewer/app.txt"), Read("dp-2", "viewer/app.txt")));

        Commit("rules: [{ version: new, to: [all-servers] }, { version: old, to: [dp-2] }]");
        var sync = await site.ConvergeAsync();

        Assert.Contains("~ viewer old to new -> dp-2  3 B", sync);
        Assert.Contains("warning RCN3105", (await site.RunAsync("validate")).StandardOutput + (await site.RunAsync("validate")).StandardError);
        Assert.Equal("new", Read("dp-2", "viewer/app.txt"));
    }

    [Fact]
    public async Task SourceOfOneVersion_Missing_HoldsItsServersOnly()
    {
        Commit("rules: [{ version: new, to: [dp-1] }, { version: old, to: [dp-2] }]");
        site.Repository.Delete("packages/new");
        site.Repository.Commit("Slip");

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("! place viewer -> dp-1 (source-failed", sync.StandardOutput);
        Assert.Equal("old", Read("dp-2", "viewer/app.txt"));
        Assert.False(Directory.Exists(Path.Combine(site.RootOf("dp-1"), "viewer")));
    }

    [Fact]
    public async Task Package_ThatNoRuleGivesToAServer_IsRemovedThere()
    {
        Commit("rules: [{ version: new, to: [dp-1] }, { version: old, to: [dp-2] }]");
        await site.ConvergeAsync();
        Commit("rules: [{ version: new, to: [dp-1] }, { version: old, to: [dp-2] }], except: [dp-2]");

        Assert.Contains("- viewer old from dp-2", await site.ConvergeAsync());
        Assert.False(Directory.Exists(Path.Combine(site.RootOf("dp-2"), "viewer")));
        Assert.Equal("new", Read("dp-1", "viewer/app.txt"));
    }

    private void Commit(string rules)
    {
        site.Repository.Write("packages/new/app.txt", "new");
        site.Repository.Write("packages/old/app.txt", "old");
        foreach (var version in (string[])["new", "old"])
            site.Repository.Write($"packages/{version}/same.txt", new string('s', 5000));
        site.Repository.Write("servers.yaml", SiteServer.Servers("dp-1", "dp-2"));
        site.Commit("packages.yaml", $"apiVersion: reconciler/v1\nkind: Package\nmetadata: {{ name: viewer }}\nspec: {{ {Versions}, {rules} }}\n");
    }

    private string Read(string server, string path) => File.ReadAllText(Path.Combine(site.RootOf(server), path));
}

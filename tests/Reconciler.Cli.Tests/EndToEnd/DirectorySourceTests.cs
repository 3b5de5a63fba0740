namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Packages that come from a directory on the site server: read once, or followed.</summary>
public sealed class DirectorySourceTests : IDisposable
{
    private readonly SiteServer site = new();
    private readonly string builds;

    public DirectorySourceTests()
    {
        builds = site.MakeDirectory("builds");
        site.Allow("sources", builds);
        site.Commit("servers.yaml", SiteServer.Servers("dp-1"));
        Write("app.txt", "one");
        Write("same.txt", "same");
    }

    [Fact]
    public async Task Directory_ThatChanges_IsReadAgainOnlyForANewVersion()
    {
        site.Commit("packages.yaml", Package("version: \"1\"", ""));
        await site.ConvergeAsync();
        Write("app.txt", "two");
        Assert.Contains("No changes.", await site.ConvergeAsync());

        site.Commit("packages.yaml", Package("version: \"2\"", ""));
        Assert.Contains("~ viewer 1 to 2 -> dp-1", await site.ConvergeAsync());

        Assert.Equal("two", File.ReadAllText(Published("app.txt")));
    }

    [Fact]
    public async Task Directory_ReadAgainByHand_IsAnUpdate()
    {
        site.Commit("packages.yaml", Package("version: \"1\"", ""));
        await site.ConvergeAsync();
        Write("app.txt", "two");

        (await site.RunAsync("refresh", "viewer", "--source")).EnsureSuccess();

        Assert.Contains("~ viewer 1 (", await site.ConvergeAsync());
        Assert.Equal("two", File.ReadAllText(Published("app.txt")));
    }

    [Fact]
    public async Task Directory_ThatIsFollowed_IsAnUpdateWhenItChanges()
    {
        site.Commit("packages.yaml", Package("publishAs: viewer", ", follow: true"));
        await site.ConvergeAsync();
        Assert.Contains("No changes.", await site.ConvergeAsync());
        Write("app.txt", "two");

        var plan = (await site.PlanAsync()).EnsureSuccess().StandardOutput;
        var sync = await site.ConvergeAsync();

        Assert.Contains("source changed", plan);
        Assert.Contains("source changed", sync);
        Assert.Equal("two", File.ReadAllText(Published("app.txt")));
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Directory_ThatIsFollowedAndGone_HoldsItsPackage()
    {
        site.Commit("packages.yaml", Package("publishAs: viewer", ", follow: true"));
        await site.ConvergeAsync();
        Directory.Delete(builds, recursive: true);
        site.Commit("servers.yaml", SiteServer.Servers("dp-1", "dp-2"));

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("! place viewer -> dp-2 (source-failed", sync.StandardOutput);
        Assert.Equal("one", File.ReadAllText(Published("app.txt")));
    }

    [Fact]
    public async Task Directory_ThatIsFollowedAndGone_IsAFailureAlsoWhereNothingWaitsForIt()
    {
        site.Commit("packages.yaml", Package("publishAs: viewer", ", follow: true"));
        await site.ConvergeAsync();
        Directory.Delete(builds, recursive: true);

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("error RCN4", sync.StandardError);
        Assert.Contains("Nothing to do now: the content of viewer could not be read.", sync.StandardOutput);
        Assert.Equal("one", File.ReadAllText(Published("app.txt")));
    }

    [Fact]
    public async Task Plan_WhereTheDirectoryIsNotAllowed_UsesWhatIsRecorded()
    {
        site.Commit("packages.yaml", Package("version: \"1\"", ""));
        await site.ConvergeAsync();
        site.Allow("sources", "/elsewhere");

        Assert.Contains("No changes.", (await site.PlanAsync()).EnsureSuccess().StandardOutput);
    }

    [Fact]
    public async Task Directory_WithALfsPointer_IsHeldAndNamed()
    {
        Write("setup.iso", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n");
        site.Commit("packages.yaml", Package("version: \"1\"", ""));

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("RCN4001: 'setup.iso' is a Git LFS pointer", sync.StandardError);
    }

    public void Dispose() => site.Dispose();

    private string Published(string path) => Path.Combine(site.RootOf("dp-1"), "viewer", path);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(builds, file), text);

    private string Package(string field, string more) =>
        $"---\napiVersion: reconciler/v1\nkind: Package\nmetadata: {{ name: viewer }}\nspec: {{ {field}, source: {{ directory: {builds}{more} }} }}\n";
}

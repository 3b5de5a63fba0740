namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Nothing is ever written outside the state directory and the servers' roots.</summary>
public sealed class SandboxTests : IDisposable
{
    private readonly SiteServer site = new();

    [Fact]
    public async Task EveryVerb_LeavesHomeTemporaryDirectoryAndRepositoryAsTheyWere()
    {
        site.Repository.Write("packages/viewer/app.txt", "one");
        site.Repository.Write("packages/other/app.txt", "stays");
        site.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer") + SiteServer.Package("other"));
        var before = await OutsideAsync();

        await site.RunAsync("validate");
        await site.PlanAsync();
        Assert.False(Directory.Exists(site.State));
        await site.ConvergeAsync();
        site.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("other"));
        before = await OutsideAsync();
        await site.ConvergeAsync();

        Assert.Equal(before, await OutsideAsync());
        Assert.Equal(["home", "repository", "state", "tmp"], Directory.GetDirectories(site.Sandbox).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(site.Home));
        Assert.Empty(Directory.EnumerateFileSystemEntries(site.Temporary));
    }

    public void Dispose() => site.Dispose();

    private async Task<string> OutsideAsync() =>
        await DiskTree.PathsAsync(site.Home) + await DiskTree.PathsAsync(site.Temporary) + await DiskTree.IdentitiesAsync(site.Repository.Path);
}

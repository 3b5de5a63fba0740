using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The story of KB Q235157: one more distribution server costs one copy, and the others are not touched.</summary>
public sealed class AddAServerTests : IDisposable
{
    private static readonly string[] formerServers = ["dp-01", "dp-02", "dp-03", "dp-04"];

    private readonly SiteServer site = new();

    public AddAServerTests() => CopyExample("add-a-server");

    [Fact]
    public async Task AddedServer_ExistingKeep_CostsOneCopyAndTouchesNobodyElse()
    {
        await site.ConvergeAsync();
        var before = await IdentitiesAsync();
        AddFifthServer();

        var plan = (await site.PlanAsync()).EnsureSuccess().StandardOutput;
        var line = Assert.Single(plan.Split('\n'), line => line.StartsWith('+'));
        Assert.Matches(@"^\+ office-viewer 3\.1 -> dp-05  \d+ B$", line);
        Assert.Contains("groups.yaml:", plan);
        Assert.Matches(@"Plan: 1 to place, 0 to update, 0 to refresh, 0 to remove, 0 on hold, 4 unchanged; \d+ B to copy to 1 server\.", plan);
        Assert.DoesNotContain('*', plan);

        var sync = await site.ConvergeAsync();
        Assert.Contains("Done: 1 placed", sync);
        Assert.Equal(before, await IdentitiesAsync());
        Assert.Equal("", await DiskTree.DiffAsync(PublishedOn("dp-01"), PublishedOn("dp-05")));
    }

    [Fact]
    public async Task AddedServer_ExistingRefresh_RefreshesAllOnceAndSaysWhy()
    {
        site.Repository.Write("packages.yaml", File.ReadAllText(Path.Combine(site.Repository.Path, "packages.yaml")).Replace("existing: keep ", "existing: refresh "));
        site.Repository.Commit("As SMS 1.2 did");
        await site.ConvergeAsync();
        AddFifthServer();

        var plan = (await site.PlanAsync()).EnsureSuccess().StandardOutput;
        Assert.Contains("+ office-viewer 3.1 -> dp-05", plan);
        var lines = plan.Split('\n');
        var refresh = Assert.Single(lines, line => line.StartsWith('*'));
        Assert.Contains("4 of 5 servers of offices", refresh);
        Assert.Contains("existing: refresh", lines[Array.IndexOf(lines, refresh) + 1]);
        Assert.Contains("Plan: 1 to place, 0 to update, 4 to refresh", plan);

        await site.ConvergeAsync();
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task SecondSync_NothingChanged_TouchesNoServer()
    {
        await site.ConvergeAsync();
        Directory.Move(Path.Combine(site.State, "roots"), site.Place("moved-away"));

        var again = await site.ConvergeAsync();

        Assert.Contains("No changes. By the records, every distribution server holds what", again);
        Assert.False(Directory.Exists(Path.Combine(site.State, "roots")));
    }

    public void Dispose() => site.Dispose();

    private void CopyExample(string name)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Reconciler.sln")))
            directory = directory.Parent;
        new ProcessRun("cp", "-r", Path.Combine(directory.FullName, "examples", name) + "/.", site.Repository.Path).Run().EnsureSuccess();
        site.Repository.Commit("Four servers");
    }

    private void AddFifthServer()
    {
        File.AppendAllText(Path.Combine(site.Repository.Path, "servers.yaml"), SiteServer.Servers("dp-05").Replace(", default: true", ""));
        File.AppendAllText(Path.Combine(site.Repository.Path, "groups.yaml"), "    - dp-05\n");
        site.Repository.Commit("A fifth server");
    }

    private string PublishedOn(string server) => Path.Combine(site.RootOf(server), "office-viewer");

    private async Task<string> IdentitiesAsync() =>
        string.Join("\n\n", await Task.WhenAll(formerServers.Select(server => DiskTree.IdentitiesAsync(site.RootOf(server)))));
}

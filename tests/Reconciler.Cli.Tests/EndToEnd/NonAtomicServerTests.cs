using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>A server on a file system that cannot exchange two directories.</summary>
public sealed class NonAtomicServerTests : IDisposable
{
    private readonly SiteServer site = new();
    private readonly string root;

    public NonAtomicServerTests()
    {
        RealPart.Require("bindfs", "apt-get install bindfs");
        root = site.MakeDirectory("nas");
        var mounted = new ProcessRun("bindfs", site.MakeDirectory("disk"), root).Run();
        if (mounted.ExitCode != 0 && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip($"This test mounts a file system: {mounted.StandardError}");

        mounted.EnsureSuccess();
        site.Allow("roots", root);
        site.Repository.Write("packages/viewer/app.txt", "one");
    }

    [Fact]
    public async Task Sync_NotAccepted_SaysWhatToWriteAndPlacesNothing()
    {
        Commit("");

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("not-supported", sync.StandardOutput + sync.StandardError);
        Assert.Contains("write 'layout: versions' for this server, where each version has a path of its own, or 'acceptNonAtomic: true' to allow that", sync.StandardOutput + sync.StandardError);
        Assert.False(Directory.Exists(Path.Combine(root, "viewer")));
        Assert.Matches("atomicity +none", (await site.RunAsync("show", "server", "nas")).StandardOutput);
    }

    [Fact]
    public async Task Sync_Accepted_UpdatesAndSaysThatThereIsAGap()
    {
        Commit(", acceptNonAtomic: true");
        Assert.Matches("atomicity +found out by the first visit", (await site.RunAsync("show", "server", "nas")).StandardOutput);
        await site.ConvergeAsync();
        site.Repository.Write("packages/viewer/app.txt", "two");
        site.Repository.Commit();

        var plan = (await site.PlanAsync()).EnsureSuccess();
        await site.ConvergeAsync();

        Assert.Contains(
            "note RCN4016: while a package is replaced on nas, readers find nothing at its path for a moment (level none)", plan.StandardError);
        Assert.Equal("two", File.ReadAllText(Path.Combine(root, "viewer", "app.txt")));
        Assert.Contains("level none", (await site.RunAsync("status")).StandardOutput);
        Assert.Contains("\"atomicity\": \"none\"", (await site.RunAsync("status", "-o", "json")).StandardOutput);
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Sync_VersionsSideBySide_UpdatesInOneStep()
    {
        Commit(", layout: versions");
        await site.ConvergeAsync();
        site.Repository.Write("packages/viewer/app.txt", "two");
        site.Repository.Commit();

        var plan = (await site.PlanAsync()).EnsureSuccess();
        await site.ConvergeAsync();

        Assert.DoesNotContain("RCN4016", plan.StandardError);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(root, "viewer")).Length);
        Assert.Matches("atomicity +tree", (await site.RunAsync("show", "server", "nas")).StandardOutput);
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Sync_LayoutChangedWithoutAcceptance_SaysWhatToWrite()
    {
        Commit(", acceptNonAtomic: true");
        await site.ConvergeAsync();
        Commit(", layout: versions");

        var sync = await site.SyncAsync();
        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("for a moment while the layout of a package changes; write 'acceptNonAtomic: true' for this server to allow that", sync.StandardOutput + sync.StandardError);
        Assert.Equal("one", File.ReadAllText(Path.Combine(root, "viewer", "app.txt")));

        Commit(", layout: versions, acceptNonAtomic: true");
        Assert.Contains("0 B copied", await site.ConvergeAsync());
        Assert.True(File.Exists(Path.Combine(root, "viewer", "current.json")));
    }

    public void Dispose()
    {
        new ProcessRun("umount", "--lazy", root).Run();
        site.Dispose();
    }

    private void Commit(string fields) => site.Commit(
        "all.yaml",
        $"---\napiVersion: reconciler/v1\nkind: DistributionServer\nmetadata: {{ name: nas }}\nspec: {{ default: true, address: {root}{fields} }}\n" + SiteServer.Package("viewer"));
}

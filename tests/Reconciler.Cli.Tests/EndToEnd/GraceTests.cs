using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What stays out of sight for a while, and when it goes: in process, since no child process takes another clock.</summary>
public sealed class GraceTests : IDisposable
{
    private readonly CliFixture cli = new();

    public GraceTests()
    {
        cli.Repository.Write("packages/viewer/app.txt", "version 0");
        cli.Repository.Write("packages/fonts/font.ttf", "font");
        cli.Repository.Write("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer") + SiteServer.Package("fonts"));
        cli.Repository.Commit();
    }

    [Fact]
    public async Task Package_Removed_IsDeletedAfterItsGraceAndNotBefore()
    {
        await cli.SyncAsync();
        cli.Repository.Write("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("fonts"));
        cli.Repository.Commit();
        await cli.SyncAsync();
        Assert.Equal(1, Trees);

        cli.Clock.Advance(TimeSpan.FromHours(23));
        await cli.SyncAsync();
        Assert.Equal(1, Trees);

        cli.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(ExitCode.Done, (await cli.RunAsync("sync")).ExitCode);
        Assert.Equal(0, Trees);
        Assert.Equal(["fonts.json"], Receipts);
        Assert.Equal("font", File.ReadAllText(cli.Root("dp-1", "fonts", "font.ttf")));
    }

    [Fact]
    public async Task Versions_BeyondRetention_AreDeletedWhenReadersHadTheirHour()
    {
        await cli.SyncAsync();
        for (var version = 1; version <= 3; version++)
        {
            cli.Clock.Advance(TimeSpan.FromMinutes(1));
            cli.Repository.Write("packages/viewer/app.txt", $"version {version}");
            cli.Repository.Commit();
            await cli.SyncAsync();
        }

        Assert.Equal(3, Trees);
        cli.Clock.Advance(TimeSpan.FromMinutes(61));
        await cli.SyncAsync();

        // The one that `retain: 1` keeps is the newest, and rolling back to it costs nothing.
        Assert.Equal(1, Trees);
        cli.Repository.Git("revert", "--no-edit", "HEAD");
        Assert.Contains("Done: 1 updated; 0 B copied.", (await cli.RunAsync("sync")).ToString());
        Assert.Equal("version 2", File.ReadAllText(cli.Root("dp-1", "viewer", "app.txt")));
    }

    [Fact]
    public async Task File_ThatSomebodyPutIntoARemovedPackage_IsSetAsideAndNotDeleted()
    {
        await RemoveViewerAndWaitAsync(() =>
        {
            File.WriteAllText(cli.Root("dp-1", "viewer", "mine.txt"), "mine");
            File.WriteAllText(cli.Root("dp-1", "viewer", "Thumbs.db"), "ignored");
        });
        await cli.SyncAsync();

        var extra = Assert.Single(Directory.EnumerateFiles(cli.Root("dp-1", ".reconciler", "extra", "viewer"), "*", SearchOption.AllDirectories));
        Assert.Equal("mine", File.ReadAllText(extra));
        Assert.Equal(0, Trees);
    }

    [Fact]
    public async Task Deletion_ThatFails_IsThreeAndTriedAgainByEverySync()
    {
        await RemoveViewerAndWaitAsync(() => File.WriteAllText(cli.Root("dp-1", "viewer", "mine.txt"), "mine"));
        var obstacle = cli.Root("dp-1", ".reconciler", "extra");
        File.WriteAllText(obstacle, "a file where extra files are to be kept");

        var failed = await cli.RunAsync("sync");
        var again = await cli.RunAsync("sync", "-o", "json");

        Assert.Equal([ExitCode.NotConverged, ExitCode.NotConverged], [failed.ExitCode, again.ExitCode]);
        Assert.Contains("failed: remove viewer on dp-1: a tree out of sight cannot be deleted", failed.Error, StringComparison.Ordinal);
        Assert.Contains("Done: 1 failed", failed.Out, StringComparison.Ordinal);
        Assert.Contains("\"failed\": 1", again.Out, StringComparison.Ordinal);
        Assert.Equal(1, Trees);

        File.Delete(obstacle);
        Assert.Equal(ExitCode.Done, (await cli.RunAsync("sync")).ExitCode);
        Assert.Equal(0, Trees);
    }

    [Fact]
    public async Task Deletion_OnAServerThatIsGone_IsThreeAndHappensWhenItIsBack()
    {
        await RemoveViewerAndWaitAsync(() => { });
        Directory.Move(cli.Root("dp-1"), cli.Beside("dp-1"));

        Assert.Equal(ExitCode.NotConverged, (await cli.RunAsync("sync")).ExitCode);

        Directory.Move(cli.Beside("dp-1"), cli.Root("dp-1"));
        Assert.Equal(ExitCode.Done, (await cli.RunAsync("sync")).ExitCode);
        Assert.Equal(0, Trees);
    }

    public void Dispose() => cli.Dispose();

    /// <summary>Until its deletion is due.</summary>
    private async Task RemoveViewerAndWaitAsync(Action before)
    {
        await cli.SyncAsync();
        before();
        cli.Repository.Write("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("fonts"));
        cli.Repository.Commit();
        await cli.SyncAsync();
        cli.Clock.Advance(TimeSpan.FromHours(25));
    }

    private int Trees => Directory.GetDirectories(cli.Root("dp-1", ".reconciler", "trees")).Length;

    private string?[] Receipts => [.. Directory.GetFiles(cli.Root("dp-1", ".reconciler", "receipts")).Select(Path.GetFileName)];
}

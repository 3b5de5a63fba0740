using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class VerifyVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Verify_OfAnEditedFile_IsRecordedThenPlannedThenRepaired()
    {
        await cli.SyncStarterAsync();
        var before = await cli.RunAsync("verify");
        await cli.SpoilAsync();

        var found = await cli.RunAsync("verify");
        var planned = await cli.RunAsync("plan");
        var synced = await cli.RunAsync("sync");
        var after = await cli.RunAsync("verify", "--proof", "stat");

        Assert.Equal("Hello from Reconciler.\n", await File.ReadAllTextAsync(cli.Root("dp-1", "hello", "hello.txt"), CliFixture.Cancelled));
        await Verify($"{before}{found}{planned}{synced}{after}");
    }

    [Fact]
    public async Task Verify_AsJson_NamesEveryDifference()
    {
        await cli.SyncStarterAsync();
        await cli.SpoilAsync();
        await File.WriteAllTextAsync(cli.Root("dp-1", "hello", "extra.txt"), "x", CliFixture.Cancelled);

        var result = await cli.RunAsync("verify", "-o", "json");

        await Verify(result.ToString());
    }

    [Fact]
    public async Task Verify_OfAPackageThatIsGone_SaysSo()
    {
        await cli.SyncStarterAsync();
        Directory.Delete(cli.Root("dp-1", "hello"), recursive: true);

        var result = await cli.RunAsync("verify");

        Assert.Equal(ExitCode.NotConverged, result.ExitCode);
        Assert.Contains("drift: hello on dp-1: it is missing", result.Out, StringComparison.Ordinal);
        Assert.Contains("+ hello", (await cli.RunAsync("plan")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfAServerWithoutItsClaim_LooksAtNothingThere()
    {
        await cli.SyncStarterAsync();
        Directory.Move(cli.Root("dp-1"), cli.Root("elsewhere"));
        Directory.CreateDirectory(cli.Root("dp-1"));

        var result = await cli.RunAsync("verify");

        Assert.Equal(ExitCode.NotConverged, result.ExitCode);
        Assert.Contains("not-mounted: the root of dp-1 has no claim", result.Error, StringComparison.Ordinal);
        Assert.Contains("0 as recorded, 0 drifted, 1 not looked at", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithoutTheManifest_SaysHowToGetIt()
    {
        await cli.SyncStarterAsync();
        Directory.Delete(Path.Combine(cli.State, "content"), recursive: true);

        var skipped = await cli.RunAsync("verify");
        await cli.RunAsync("refresh", "hello");
        await cli.SyncAsync();
        var verified = await cli.RunAsync("verify");

        Assert.Equal(ExitCode.NotConverged, skipped.ExitCode);
        Assert.Contains("skipped: hello on dp-1: the content store does not know what", skipped.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, verified.ExitCode);
    }

    [Fact]
    public async Task Verify_OfAServerThatIsNoLongerDeclared_LeavesItAlone()
    {
        await cli.SyncStarterAsync();
        cli.CommitEdit("reconciler/servers.yaml", "name: dp-1", "name: dp-2", "Another server");
        cli.CommitEdit("reconciler/servers.yaml", "address: dp-1", "address: dp-2", "Another place");

        var result = await cli.RunAsync("verify");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("dp-1 is no longer declared and not looked at", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_BeforeTheFirstSync_IsRefusedAndMakesNoState()
    {
        cli.CommitExample("starter");

        var result = await cli.RunAsync("verify");

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains("run 'reconciler sync' first", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.State));
    }
}

using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class RefreshVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Refresh_OfAPackage_IsPlannedWithItsReasonAndDoneOnce()
    {
        await cli.SyncStarterAsync();
        await cli.SpoilAsync();

        var asked = await cli.RunAsync("refresh", "hello", "--reason", "disk errors");
        var planned = await cli.RunAsync("plan");
        await cli.SyncAsync();
        var again = await cli.RunAsync("plan");

        Assert.Equal("Hello from Reconciler.\n", await File.ReadAllTextAsync(cli.Root("dp-1", "hello", "hello.txt"), CliFixture.Cancelled));
        await Verify($"{asked}{planned}{again}");
    }

    /// <summary>As after a kill between the publication and its record.</summary>
    [Fact]
    public async Task Sync_ThatFindsANewerCopyThanWasRecorded_RefreshesItInTheSameRun()
    {
        await cli.SyncStarterAsync();
        var records = Path.Combine(cli.State, "transfer-packages", "hello.jsonl");
        var earlier = await File.ReadAllBytesAsync(records, CliFixture.Cancelled);
        cli.CommitEdit("packages/hello/hello.txt", "Hello", "Good morning", "Greet");
        await cli.SyncAsync();
        await File.WriteAllBytesAsync(records, earlier, CliFixture.Cancelled);
        await cli.RunAsync("refresh", "hello", "--reason", "load");

        var synced = await cli.RunAsync("sync");

        Assert.Contains("was there already on dp-1", synced.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, synced.ExitCode);
        Assert.Contains("No changes.", synced.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("helo", "did you mean 'hello'?")]
    [InlineData("hello --server other", "no declared server within server other holds hello")]
    [InlineData("hello --source", "which only a commit changes")]
    [InlineData("helo --source", "declares no package 'helo'; did you mean 'hello'?")]
    public async Task Refresh_OfWhatCannotBe_SaysWhy(string arguments, string expected)
    {
        await cli.SyncStarterAsync();

        var result = await cli.RunAsync(["refresh", .. arguments.Split(' ')]);

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshSource_OfADirectory_ReadsItAgain()
    {
        var source = Directory.CreateDirectory(cli.Beside("builds")).FullName;
        await File.WriteAllTextAsync(Path.Combine(source, "a.txt"), "one", CliFixture.Cancelled);
        cli.WriteSettings($$"""{ "allow": { "sources": ["{{source}}"] } }""");
        cli.CommitExample("starter");
        cli.CommitEdit("reconciler/packages.yaml", "source: { path: packages/hello }", $"source: {{ directory: {source} }}", "Take builds");
        await cli.SyncAsync();
        await File.WriteAllTextAsync(Path.Combine(source, "a.txt"), "two", CliFixture.Cancelled);

        var before = await cli.RunAsync("plan");
        var refreshed = await cli.RunAsync("refresh", "--source", "hello");
        var after = await cli.RunAsync("plan");
        var again = await cli.RunAsync("refresh", "--source", "hello");

        Assert.Contains("No changes.", before.Out, StringComparison.Ordinal);
        Assert.Contains("1 file, 3 B; it held ", refreshed.Out, StringComparison.Ordinal);
        Assert.Contains("1 to update", after.Out, StringComparison.Ordinal);
        Assert.Contains("holds what it held", again.Out, StringComparison.Ordinal);
    }
}

using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests;

public sealed class CliFixtureTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task RunAsync_SyncTwice_FindsNothingToDoAgain()
    {
        cli.CommitExample("branch-offices");

        var first = await cli.RunAsync("sync");
        var second = await cli.RunAsync("sync");

        Assert.Equal(ExitCode.Done, first.ExitCode);
        Assert.Contains("State:   <state>\n", first.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(cli.Root("dp-lon-02", "Apps", "Office Viewer", "viewer.ini")));
        Assert.Contains("No changes.", second.Out, StringComparison.Ordinal);
    }
}

using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>Exit code, status, history and events say the same of a commit: converged, done but for what waits as declared, or neither.</summary>
public sealed class LastConvergedTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Commit_ThatOnlyWaits_IsDoneEverywhereInTheSameWords()
    {
        await cli.SyncStarterAsync();
        await cli.RunAsync("suspend", "dp-1", "--reason", "disk replacement");
        Release();
        var waiting = await cli.RunAsync("sync");
        var status = await cli.RunAsync("status", "-o", "json");
        var history = await cli.RunAsync("history");
        var events = await cli.RunAsync("events", "-o", "json");

        Assert.Equal(ExitCode.Done, waiting.ExitCode);
        Assert.Contains("\"status\": \"True\",\n      \"reason\": \"Waiting\"", status.Out, StringComparison.Ordinal);
        Assert.Contains("done, but for what waits as declared", history.Out, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"Normal\",\"reason\":\"Waiting\"", events.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("NotConverged", status.Out + events.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_ThatWaited_ConvergesWhenItIsResumed()
    {
        await cli.SyncStarterAsync();
        await cli.RunAsync("suspend", "dp-1", "--reason", "disk replacement");
        Release();
        await cli.RunAsync("sync");
        await cli.RunAsync("resume", "dp-1");
        await cli.RunAsync("sync");

        Assert.Contains("Ready: Converged\n", (await cli.RunAsync("status")).Out, StringComparison.Ordinal);
        Assert.EndsWith("converged: every server holds what the commit says\n", (await cli.RunAsync("history")).Out, StringComparison.Ordinal);
    }

    /// <summary>The loop looks every minute, for years.</summary>
    [Fact]
    public async Task Commit_ThatIsLookedAtAgainAndAgain_IsRecordedOnce()
    {
        await cli.SyncStarterAsync();
        await cli.RunAsync("sync");
        var converged = CommitLines();
        await cli.RunAsync("sync");
        Assert.Equal(converged, CommitLines());

        await cli.RunAsync("suspend", "dp-1", "--reason", "disk replacement");
        Release();
        await cli.RunAsync("sync");
        var waiting = CommitLines();
        Assert.NotEqual(converged, waiting);
        await cli.RunAsync("sync");
        Assert.Equal(waiting, CommitLines());
    }

    [Fact]
    public async Task Status_OfAScope_IsReadyForThatOnly()
    {
        await cli.SyncStarterAsync();

        Assert.Contains("Ready within server dp-1: Converged\n", (await cli.RunAsync("status", "--server", "dp-1")).Out, StringComparison.Ordinal);
    }

    private int CommitLines() => File.ReadAllLines(Path.Combine(cli.State, "commits.jsonl")).Length;

    private void Release()
    {
        cli.Repository.Write("packages/hello/hello.txt", "hello, again");
        cli.Repository.Commit("Release hello");
    }
}

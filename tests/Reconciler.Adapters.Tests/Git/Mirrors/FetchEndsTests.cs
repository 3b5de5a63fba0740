using System.Diagnostics;
using Reconciler.Adapters.Linux;
using Reconciler.Engine.Repositories;
using Reconciler.Testing;
using static Reconciler.Adapters.Tests.Git.Mirrors.MirrorFixture;

namespace Reconciler.Adapters.Tests.Git.Mirrors;

/// <summary>Fetches that hang, are killed or not wanted any more: each ends in time, and leaves nothing.</summary>
public sealed class FetchEndsTests : IDisposable
{
    private readonly MirrorFixture given = new() { Limits = new(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4), 10_000, TimeSpan.FromSeconds(60)) };

    public void Dispose() => given.Dispose();

    [Fact]
    public async Task MuteServer_EndsWithinItsDeadline()
    {
        using var relay = new SlowRelay();

        var failure = await TimedAsync(() => given.FailureAsync(given.Mirror($"http://127.0.0.1:{relay.Port}/viewer.git")));
        Assert.Equal($"http://127.0.0.1:{relay.Port}/viewer.git did not say within 4 s which branches it has: its server is mute or far too slow; see to the server, or to the network on the way", failure);
        await given.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ServerThatStallsOrTricklesInThePack_EndsWithinItsDeadline(bool trickles)
    {
        using var http = new GitHttpServer(given.Served);
        given.FirstCommit();
        given.CommitNoise(3_000_000);
        using var relay = new SlowRelay(http.Port, 1_000_000, trickles ? TimeSpan.FromMilliseconds(200) : null);

        var failure = await TimedAsync(() => given.FailureAsync(given.Mirror(http.Url("viewer/.git", relay.Port))));
        Assert.Matches("^http://127.0.0.1:[0-9]+/viewer/.git sent less than 9.8 KiB in 4 s, after [0-9.]+ KiB: its server hangs, or the line is far too slow", failure);
        await given.AssertNothingIsLeftAsync();

        await FetchAsync(given.Mirror(http.Url("viewer/.git")));
    }

    [Fact]
    public async Task ServerThatTricklesItsBranches_EndsWithinItsDeadline()
    {
        using var http = new GitHttpServer(given.Served);
        given.FirstCommit();
        using var relay = new SlowRelay(http.Port, 20, TimeSpan.FromMilliseconds(500));

        Assert.Contains("did not say within 4 s", await TimedAsync(() => given.FailureAsync(given.Mirror(http.Url("viewer/.git", relay.Port)))));
        await given.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task SshHostThatSaysNothing_EndsWithinItsDeadline_AndSoDoesItsSsh()
    {
        using var relay = new SlowRelay();
        given.SshCommand = "ssh -F /dev/null";
        var failing = given.FailureAsync(given.Mirror($"ssh://git@127.0.0.1:{relay.Port}/viewer.git"));
        await given.FetchingProcessAsync();

        Assert.Contains("did not say within 4 s", await TimedAsync(() => failing));
        await given.AssertNothingIsLeftAsync();
        Assert.Equal(0, relay.Connections);
    }

    [Fact]
    public async Task Total_IsADeadlineForEverything()
    {
        given.Limits = given.Limits with { Total = TimeSpan.FromSeconds(3), Stall = TimeSpan.FromMinutes(5) };
        using var http = new GitHttpServer(given.Served);
        given.CommitNoise(3_000_000);
        using var relay = new SlowRelay(http.Port, 1_000_000, TimeSpan.FromMilliseconds(50));

        Assert.Contains("was not fetched within 3 s", await TimedAsync(() => given.FailureAsync(given.Mirror(http.Url("viewer/.git", relay.Port)))));
        await given.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Cancelled_LeavesNoProcess()
    {
        using var http = new GitHttpServer(given.Served);
        given.CommitNoise(3_000_000);
        using var relay = new SlowRelay(http.Port, 1_000_000);
        using var cancellation = new CancellationTokenSource();
        var fetching = given.Mirror(http.Url("viewer/.git", relay.Port)).FetchAsync([], cancellation.Token);
        await given.FetchingProcessAsync();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
        Assert.Empty(given.Fetching());
        await given.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Killed_InTheMiddle_IsSaidAndTheNextOneWorks()
    {
        using var http = new GitHttpServer(given.Served);
        var commit = given.CommitNoise(3_000_000);
        using var relay = new SlowRelay(http.Port, 1_000_000);
        var mirror = given.Mirror(http.Url("viewer/.git", relay.Port));
        var fetching = FetchAsync(mirror);
        var process = await given.FetchingProcessAsync();
        await PartOfAPackAsync();

        Assert.Equal(0, LibC.Kill(process, LibC.KillSignal));
        var failure = await Assert.ThrowsAsync<RepositoryException>(() => fetching);
        Assert.Contains("was ended from outside (exit code 137); try again", failure.Message);
        await given.AssertNothingIsLeftAsync();

        var again = given.Mirror(http.Url("viewer/.git"));
        await FetchAsync(again);
        Assert.Equal(commit, CommitAt(again, "main"));
    }

    [Fact]
    public async Task ParentKilled_TheFetchEndsItself_AndTheNextOneSweeps()
    {
        using var http = new GitHttpServer(given.Served);
        var commit = given.CommitNoise(3_000_000);
        using var relay = new SlowRelay(http.Port, 1_000_000);
        var mirror = given.Mirror(http.Url("viewer/.git", relay.Port));
        using (var child = StartAlone(mirror.Directory, mirror.Url.Text))
        {
            await given.FetchingProcessAsync();
            await PartOfAPackAsync();
            child.StandardInput.Close();
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.NotEmpty(PartsOfPacks());
        using var whole = StartAlone(mirror.Directory, http.Url("viewer/.git"));
        Assert.Contains("\"done\":true", await whole.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(commit, CommitAt(mirror, "main"));
        await given.AssertNothingIsLeftAsync();
    }

    private static Process StartAlone(string directory, string url)
    {
        var process = Process.Start(new ProcessStartInfo(Adapters.Git.Mirrors.FetchProgram.Own(null).File, [Adapters.Git.Mirrors.FetchingProcess.Verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        process.StandardInput.WriteLine($"{{\"directory\":\"{directory}\",\"url\":\"{url}\",\"references\":[]}}");
        process.StandardInput.Flush();
        return process;
    }

    private async Task PartOfAPackAsync()
    {
        while (PartsOfPacks().Length == 0)
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    private string[] PartsOfPacks() => Directory.Exists(given.Mirrors) ? Directory.GetFiles(given.Mirrors, "pack_git2_*", SearchOption.AllDirectories) : [];

    // The deadline itself, the start of the process on a busy machine, and its end.
    private static async Task<string> TimedAsync(Func<Task<string>> fetch)
    {
        var watch = Stopwatch.StartNew();
        var failure = await fetch();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 25);
        return failure;
    }
}

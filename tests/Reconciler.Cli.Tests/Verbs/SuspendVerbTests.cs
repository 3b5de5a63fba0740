using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class SuspendVerbTests : IDisposable
{
    private const string Address = "address: dp-1 ";

    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Suspend_ThenResume_HoldsAndLetsGo()
    {
        await cli.SyncStarterAsync();
        var suspended = await cli.RunAsync("suspend", "dp-1", "--reason", "disk replacement", "--until", "2026-12-01");
        Release("hello, again");
        var planned = await cli.RunAsync("plan");
        var held = await cli.RunAsync("sync");
        Assert.Equal(OldText, Published);
        var status = await cli.RunAsync("status");
        var listed = await cli.RunAsync("list", "holds");
        var why = await cli.RunAsync("why", "dp-1", "hello");
        var resumed = await cli.RunAsync("resume", "dp-1");
        var history = await cli.RunAsync("history", "--server", "dp-1");
        var synced = await cli.RunAsync("sync");
        var again = await cli.RunAsync("resume", "dp-1");

        Assert.Equal("hello, again", Published);
        Assert.All(new[] { suspended, planned, held, status, resumed, synced, again }, result => Assert.Equal(ExitCode.Done, result.ExitCode));
        await Verify(Text(suspended, planned, held, status, listed, why, resumed, history, synced, again));
    }

    [Fact]
    public async Task Suspension_InGit_WinsAndOnlyGitEndsIt()
    {
        await cli.SyncStarterAsync();
        cli.CommitEdit("reconciler/servers.yaml", Address, "suspend: { reason: \"move\\nto the cellar\", until: 2026-11-23T18:00Z }\n  address: dp-1 ", "Suspend dp-1");
        Release("hello, again");
        var suspended = await cli.RunAsync("suspend", "dp-1", "--reason", "power cut");
        var held = await cli.RunAsync("sync");
        var shown = await cli.RunAsync("show", "server", "dp-1");
        var resumed = await cli.RunAsync("resume", "dp-1");
        var again = await cli.RunAsync("resume", "dp-1");
        cli.Clock.Advance(TimeSpan.FromDays(2));
        var over = await cli.RunAsync("sync");

        Assert.Equal([ExitCode.Done, ExitCode.Error, ExitCode.Error, ExitCode.Done], [held.ExitCode, resumed.ExitCode, again.ExitCode, over.ExitCode]);
        Assert.Equal("hello, again", Published);
        await Verify(Text(suspended, held, shown, resumed, again, over));
    }

    [Fact]
    public async Task Suspension_AsJson_HasTheSameFacts()
    {
        await cli.SyncStarterAsync();
        await cli.RunAsync("suspend", "dp-1", "--reason", "disk replacement", "--until", "2026-12-01 06:30Z");
        Release("hello, again");

        await Verify(Text(
            await cli.RunAsync("sync", "-o", "json"), await cli.RunAsync("status", "-o", "json"), await cli.RunAsync("why", "dp-1", "hello", "-o", "json"),
            await cli.RunAsync("history", "--server", "dp-1", "-o", "json")));
    }

    [Fact]
    public async Task VerbsThatVisit_LeaveASuspendedServerOut_AndSaySo()
    {
        await cli.SyncStarterAsync();
        await cli.RunAsync("suspend", "dp-1", "--reason", "disk replacement");

        // Whoever went there would fail.
        Directory.Move(cli.Root("dp-1"), cli.Beside("dp-1"));
        var verified = await cli.RunAsync("verify");
        var adopted = await cli.RunAsync("adopt", "--write");
        var collected = await cli.RunAsync("gc");
        var refreshed = await cli.RunAsync("refresh", "hello");
        var synced = await cli.RunAsync("sync");

        Assert.All(new[] { verified, adopted, collected, refreshed, synced }, result => Assert.Equal(ExitCode.Done, result.ExitCode));
        Assert.False(Directory.Exists(cli.Root("dp-1")));
        await Verify(Text(verified, adopted, collected, refreshed, synced));
    }

    [Fact]
    public async Task Sync_OfWhatOnlyWaits_IsZero_AndThreeWhenStrict()
    {
        await cli.SyncStarterAsync();
        await cli.RunAsync("suspend", "dp-1", "--reason", "disk replacement");
        var nothingWaits = await cli.RunAsync("sync", "--strict");
        Release("hello, again");
        var waiting = await cli.RunAsync("sync");
        var strict = await cli.RunAsync("sync", "--strict");
        var detailed = await cli.RunAsync("plan", "--detailed-exitcode");

        Assert.Equal([ExitCode.Done, ExitCode.Done, ExitCode.NotConverged, ExitCode.Differs], [nothingWaits.ExitCode, waiting.ExitCode, strict.ExitCode, detailed.ExitCode]);
        Assert.EndsWith("Waiting: 1 (1 suspended)\n", waiting.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing to do now", waiting.Out, StringComparison.Ordinal);
        Assert.EndsWith("Nothing to do now: 1 on hold (1 suspended).\n", detailed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_WhereAFailureIsLeftBesides_IsThree()
    {
        await cli.SyncStarterAsync();
        await cli.RunAsync("suspend", "dp-1", "--reason", "disk replacement");
        cli.Repository.Write("reconciler/broken.yaml", "apiVersion: reconciler/v1\nkind: Package\nmetadata: { name: broken }\nspec: { source: { path: packages/none } }\n");
        cli.Repository.Commit("Declare a package without content");

        Assert.Equal(ExitCode.NotConverged, (await cli.RunAsync("sync")).ExitCode);
    }

    [Fact]
    public async Task Sync_OfWhatWaits_IsNotRecordedAsConverged()
    {
        await cli.SyncStarterAsync();
        await cli.RunAsync("suspend", "dp-1", "--reason", "disk replacement");
        Release("hello, again");
        await cli.RunAsync("sync");
        Assert.DoesNotContain("converged", cli.LinesOf("commits.jsonl")[^1], StringComparison.Ordinal);

        await cli.RunAsync("resume", "dp-1");
        await cli.RunAsync("sync");
        Assert.Contains("converged", cli.LinesOf("commits.jsonl")[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("suspend dp1 --reason x", "declares no server 'dp1', and nothing is recorded of one; did you mean 'dp-1'?")]
    [InlineData("suspend dp-1", "'--reason' is required")]
    [InlineData("suspend dp-1 --reason \n", "--reason is empty")]
    [InlineData("suspend dp-1 --reason x --until soon", "--until is 'soon'; write a day such as 2026-12-01")]
    [InlineData("suspend dp-1 --reason x --until 2026-11-22", "--until is 2026-11-22, which is over: it is 2026-11-22 14:00Z")]
    [InlineData("resume dp-1 dp2", "declares no server 'dp2'")]
    public async Task Suspend_AskedWrongly_SaysSoAndRecordsNothing(string arguments, string expected)
    {
        await cli.SyncStarterAsync();
        var before = cli.LinesOf("servers/dp-1.jsonl");

        var result = await cli.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(before, cli.LinesOf("servers/dp-1.jsonl"));
    }

    [Fact]
    public async Task Suspend_OfALockedState_IsSix()
    {
        await cli.SyncStarterAsync();
        using var held = StateLock.Take(new(cli.State), "run", cli.Clock.GetUtcNow());

        Assert.Equal(ExitCode.Locked, (await cli.RunAsync("suspend", "dp-1", "--reason", "x")).ExitCode);
        Assert.Equal(ExitCode.Locked, (await cli.RunAsync("resume", "dp-1")).ExitCode);
    }

    [Fact]
    public async Task Suspend_OfAnInvalidCommit_StillLeavesTheServerAlone()
    {
        await cli.SyncStarterAsync();
        cli.CommitEdit("reconciler/servers.yaml", "address:", "adress:", "Misspell");

        Assert.Equal(ExitCode.Done, (await cli.RunAsync("suspend", "dp-1", "--reason", "power cut")).ExitCode);
        Assert.Contains("\"did\":\"suspended\"", cli.LinesOf("servers/dp-1.jsonl")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suspend_AfterACutLine_RepairsItAndRecords()
    {
        await cli.SyncStarterAsync();
        var file = Path.Combine(cli.State, "servers", "dp-1.jsonl");
        await cli.RunAsync("suspend", "dp-1", "--reason", "power cut");
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file, CliFixture.Cancelled))[..^20], CliFixture.Cancelled);

        Assert.Contains("dp-1 is not suspended.", (await cli.RunAsync("resume", "dp-1")).Out, StringComparison.Ordinal);
        await cli.RunAsync("suspend", "dp-1", "--reason", "power cut");
        Release("hello, again");

        Assert.Contains("Waiting: 1 (1 suspended)", (await cli.RunAsync("sync")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suspension_OfARenamedServer_GoesAlongWithoutAVisit()
    {
        await cli.SyncStarterAsync();
        await cli.RunAsync("suspend", "dp-1", "--reason", "disk replacement");
        cli.CommitEdit("reconciler/servers.yaml", "name: dp-1", "name: shop-1", "Rename it");
        Release("hello, again");
        var renamed = await cli.RunAsync("sync");
        var formerNameAgain = await cli.RunAsync("plan");
        var resumed = await cli.RunAsync("resume", "shop-1");
        var synced = await cli.RunAsync("sync");

        Assert.Contains("shop-1 was dp-1", renamed.Out, StringComparison.Ordinal);
        Assert.EndsWith("Waiting: 1 (1 suspended)\n", renamed.Out, StringComparison.Ordinal);
        Assert.EndsWith("Nothing to do now: 1 on hold (1 suspended).\n", formerNameAgain.Out, StringComparison.Ordinal);
        Assert.Contains("\"did\":\"resumed\"", cli.LinesOf("servers/dp-1.jsonl")[^1], StringComparison.Ordinal);
        Assert.Equal([ExitCode.Done, ExitCode.Done], [resumed.ExitCode, synced.ExitCode]);
        Assert.Equal("hello, again", Published);
    }

    private string Published => File.ReadAllText(cli.Root("dp-1", "hello", "hello.txt"));

    private string OldText => File.ReadAllText(cli.Beside("before.txt"));

    private void Release(string text)
    {
        var file = Path.Combine(cli.Repository.Path, "packages", "hello", "hello.txt");
        if (!File.Exists(cli.Beside("before.txt")))
            File.Copy(file, cli.Beside("before.txt"));
        cli.Repository.Write("packages/hello/hello.txt", text);
        cli.Repository.Commit("Say hello again");
    }

    private string Text(params CliResult[] results) => string.Concat<CliResult>(results).Replace(cli.Actor, "<actor>", StringComparison.Ordinal);
}

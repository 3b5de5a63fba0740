using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Verbs that write, while <c>reconciler run</c> holds the lock: they are handed over, and end as they would have ended alone.</summary>
public sealed class RequestTests : IDisposable
{
    private readonly SiteServer site = new();

    [Fact]
    public async Task Sync_WhileRunHoldsTheLock_PrintsAndEndsAsAlone()
    {
        Publish("1");
        await site.ConvergeAsync();
        var alone = await site.SyncAsync();
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        var asked = await site.SyncAsync();

        Assert.Equal((WithoutAge(alone.StandardOutput), 0), (WithoutAge(asked.StandardOutput), asked.ExitCode));
        Assert.Equal($"asking reconciler run (pid {loop.Id} on {Environment.MachineName})\n", asked.StandardError);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(site.State, "requests")));
    }

    [Fact]
    public async Task Sync_OfANewCommit_IsDoneByTheLoopAndTold()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged, 2 placements");
        Publish("2");
        var asked = await site.SyncAsync("-o", "json", "--server", "dp-1");

        Assert.Equal(0, asked.ExitCode);
        Assert.Contains("\"updated\": 1", asked.StandardOutput, StringComparison.Ordinal);
        await loop.UntilAsync(() => Holds("dp-2") == "2", "the pass after the request");
    }

    [Fact]
    public async Task EveryWritingVerb_WhileRunHoldsTheLock_IsHandedOver()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged, 2 placements");

        Assert.Contains("Asked for a refresh of viewer on dp-1, dp-2", await AskAsync(0, "refresh", "viewer", "--reason", "disk errors"), StringComparison.Ordinal);
        Assert.Contains("Swept what interrupted copies left on 2 servers", await AskAsync(0, "gc"), StringComparison.Ordinal);
        await AskAsync(0, "adopt", "--write");
        Assert.NotEqual("", await AskAsync(0, "verify"));
        Assert.Contains("dp-2", await AskAsync(0, "forget", "dp-2", "viewer", "--reason", "new disk"), StringComparison.Ordinal);
        Assert.Equal(1, (await site.RunAsync("approve", "0123456789abcdef")).ExitCode);
        Assert.Contains("disk errors", (await site.RunAsync("history")).StandardOutput, StringComparison.Ordinal);
    }

    /// <summary>Its order comes after those of the placements before it, under the same lock.</summary>
    [Fact]
    public async Task Adopt_OfWhatSomebodyPutInThePlace_ComesAfterTheLoopsOwnOrders()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged, 2 placements");
        var viewer = Path.Combine(site.RootOf("dp-1"), "viewer");
        Directory.Delete(viewer, recursive: true);
        Directory.CreateDirectory(viewer);
        File.WriteAllText(Path.Combine(viewer, "theirs.txt"), "theirs");
        await AskAsync(0, "forget", "dp-1", "viewer", "--reason", "somebody put another one there");

        await AskAsync(0, "adopt", "--as-is", "viewer", "--server", "dp-1", "--write");
        Assert.Contains("unmanaged", (await site.RunAsync("history", "viewer")).StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SavedPlan_AndApproval_TravelWithTheRequest()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged, 2 placements");
        Publish("2");
        var file = site.Place("plan.json");
        (await site.PlanAsync("--save", file)).EnsureSuccess();
        Assert.Contains("2 updated", await AskAsync(0, "sync", "--plan", file), StringComparison.Ordinal);
        Assert.Equal("2", Holds("dp-1"));
        Assert.Contains("removes nothing", (await site.RunAsync("approve", "--plan", file)).StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherPlaceThanTheLoops_IsSix()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged, 2 placements");
        site.Repository.Git("branch", "other");
        using var elsewhere = new GitRepository(Path.Combine(site.MakeDirectory("elsewhere")));
        elsewhere.Write("a.txt", "a");
        elsewhere.Commit();

        Assert.Contains("this call means --revision other", (await SixAsync("sync", "--revision", "other")).StandardError, StringComparison.Ordinal);
        Assert.Contains("--allow-root", (await SixAsync("sync", "--allow-root", "/srv")).StandardError, StringComparison.Ordinal);
        Assert.Contains("this call means --repo", (await SixAsync("sync", "--repo", elsewhere.Path)).StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loop_KilledBeforeItBegan_TheAskerDoesItAlone()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged, 2 placements");
        Publish("2");
        loop.Signal("STOP");
        var asking = site.SyncAsync();
        await loop.UntilAsync(() => Directory.EnumerateFiles(Path.Combine(site.State, "requests"), "*.request").Any(), "the request");
        loop.Signal("KILL");
        var sync = await asking;

        Assert.True(sync.ExitCode == 0, sync.StandardError);
        Assert.Contains("2 updated", sync.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asker_Interrupted_LeavesTheWorkGoing()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged, 2 placements");
        Publish("2");
        loop.Signal("STOP");
        using var asker = site.Start("sync");
        await loop.UntilAsync(() => Directory.EnumerateFiles(Path.Combine(site.State, "requests"), "*.request").Any(), "the request");
        new ProcessRun("kill", "-INT", $"{asker.Id}").Run().EnsureSuccess();
        await asker.WaitForExitAsync(TestContext.Current.CancellationToken);
        loop.Signal("CONT");

        Assert.Equal(130, asker.ExitCode);
        await loop.UntilAsync(() => Holds("dp-2") == "2", "version 2");
    }

    [Fact]
    public async Task Request_ThatWaitsWhileTheServiceIsDown_IsDoneAtTheNextStart()
    {
        Publish("1");
        await site.ConvergeAsync();
        using (var loop = await RunningLoop.StartAsync(site, "--interval", "1h"))
        {
            loop.Signal("STOP");
            using var asker = site.Start("refresh", "viewer", "--reason", "asked before the end");
            await loop.UntilAsync(() => Directory.EnumerateFiles(Path.Combine(site.State, "requests"), "*.request").Any(), "the request");
            asker.Kill();
            loop.Signal("KILL");
        }

        using var again = await RunningLoop.StartAsync(site, "--interval", "1h");
        await again.UntilItSaysAsync("* viewer");
        Assert.Contains("asked before the end", (await site.RunAsync("history")).StandardOutput, StringComparison.Ordinal);
    }

    public void Dispose() => site.Dispose();

    private async Task<string> AskAsync(int exitCode, params string[] arguments)
    {
        var result = await site.RunAsync(arguments);
        Assert.True(result.ExitCode == exitCode, $"{result.ExitCode}\n{result.StandardOutput}{result.StandardError}");
        Assert.StartsWith("asking reconciler run (pid ", result.StandardError, StringComparison.Ordinal);
        return result.StandardOutput;
    }

    private async Task<ProcessResult> SixAsync(params string[] arguments)
    {
        var result = await site.RunAsync(arguments);
        Assert.True(result.ExitCode == 6, $"{result.ExitCode}\n{result.StandardOutput}{result.StandardError}");
        return result;
    }

    /// <summary><c>Recorded state of …(4 s old)</c> is a matter of when, not of who.</summary>
    private static string WithoutAge(string output) => string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("Recorded state", StringComparison.Ordinal) && !line.Contains("oldest proof", StringComparison.Ordinal)));

    private void Publish(string version)
    {
        site.Repository.Write("packages/viewer/version.txt", version);
        site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + SiteServer.Package("viewer"), $"Version {version}");
    }

    private string? Holds(string server)
    {
        var file = Path.Combine(site.RootOf(server), "viewer", "version.txt");
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}

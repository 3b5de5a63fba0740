namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary><c>reconciler run</c> follows a real repository, as a real process with real signals.</summary>
public sealed class RunTests : IDisposable
{
    private readonly SiteServer site = new();

    [Fact]
    public async Task Run_CommitAfterCommit_BringsEachToTheServers()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged, 2 placements");
        Publish("2");
        await loop.UntilAsync(() => Holds("dp-2") == "2" && Holds("dp-1") == "2", "version 2");

        Assert.True(await loop.EndAsync("TERM") < TimeSpan.FromSeconds(6));
        Assert.Equal(0, loop.ExitCode);
        Assert.Contains("~ viewer", loop.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NothingChanges_SaysNothing()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged, 2 placements");
        var said = loop.Output;
        await Task.Delay(3000, TestContext.Current.CancellationToken);

        Assert.Equal(said, loop.Output);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Run_ToldToStopInTheMiddle_EndsWithZeroAndGoesOnNextTime(string signal)
    {
        PublishLarge();
        using (var loop = await RunningLoop.StartAsync(site))
        {
            await loop.UntilItSaysAsync("to place");
            var took = await loop.EndAsync(signal);
            Assert.True(took < TimeSpan.FromSeconds(6), $"it took {took}\n{loop.Output}");
            Assert.True(loop.ExitCode == 0, loop.Output);
        }

        using var again = await RunningLoop.StartAsync(site);
        await again.UntilItSaysAsync(": converged, 2 placements");
    }

    [Fact]
    public async Task Run_KilledAtAnyMoment_ConvergesWhenStartedAgain()
    {
        var random = new Random(20261123);
        PublishLarge();
        for (var kill = 0; kill < 4; kill++)
        {
            using var loop = await RunningLoop.StartAsync(site);
            await Task.Delay(random.Next(700), TestContext.Current.CancellationToken);
            site.Repository.Write("packages/large/version.txt", $"{kill}");
            site.Repository.Commit($"Version {kill}");
            await Task.Delay(random.Next(700), TestContext.Current.CancellationToken);
            await loop.EndAsync("KILL");
        }

        using var last = await RunningLoop.StartAsync(site);
        await last.UntilItSaysAsync(": converged, 2 placements");
        foreach (var server in new[] { "dp-1", "dp-2" })
            Assert.Equal("", await DiskTree.DiffAsync(Path.Combine(site.Repository.Path, "packages", "large"), Path.Combine(site.RootOf(server), "large")));
    }

    [Fact]
    public async Task Run_Hangup_LooksAtOnce()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged, 2 placements");
        Publish("2");
        loop.Signal("HUP");

        await loop.UntilAsync(() => Holds("dp-2") == "2", "version 2");
    }

    [Fact]
    public async Task Run_NewerCommitInTheMiddle_GivesWayToIt()
    {
        PublishLarge();
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync("to place");
        loop.Signal("STOP");
        site.Repository.Write("packages/large/version.txt", "newer");
        site.Repository.Commit("Newer");
        loop.Signal("HUP");
        loop.Signal("CONT");

        await loop.UntilItSaysAsync("is newer: what has not begun yet is planned anew");
        await loop.UntilItSaysAsync(": converged, 2 placements");
        Assert.Equal("newer", File.ReadAllText(Path.Combine(site.RootOf("dp-2"), "large", "version.txt")));
    }

    [Fact]
    public async Task Run_RepositoryAway_SaysItOnceAndGoesOnWhenItIsBack()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged, 2 placements");
        var away = site.Place("away");
        Directory.Move(Path.Combine(site.Repository.Path, ".git"), away);
        await loop.UntilItSaysAsync("(next try in ");
        await Task.Delay(3000, TestContext.Current.CancellationToken);
        Assert.Single(loop.Output.Split('\n'), line => line.Contains("(next try in ", StringComparison.Ordinal));
        Assert.Contains("RepositoryUnreadable", File.ReadAllText(Path.Combine(site.State, "loop.json")), StringComparison.Ordinal);

        Directory.Move(away, Path.Combine(site.Repository.Path, ".git"));
        Publish("2");
        loop.Signal("HUP");
        await loop.UntilAsync(() => Holds("dp-2") == "2", "version 2");
    }

    [Fact]
    public async Task Run_OfARemote_FollowsItAndOutlastsItsAbsence()
    {
        var remote = $"file://{site.Repository.Path}";
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site, "--repo", remote, "--interval", "1s");
        await loop.UntilItSaysAsync(": converged, 2 placements");
        Publish("2");
        await loop.UntilAsync(() => Holds("dp-2") == "2", "version 2");

        var asked = await site.RunAsync("refresh", "viewer", "--repo", remote);
        Assert.Equal(0, asked.ExitCode);
        var away = site.Place("away");
        Directory.Move(Path.Combine(site.Repository.Path, ".git"), away);
        await loop.UntilItSaysAsync("(next try in ");
        Directory.Move(away, Path.Combine(site.Repository.Path, ".git"));
        Publish("3");
        loop.Signal("HUP");
        await loop.UntilAsync(() => Holds("dp-2") == "3", "version 3");
        Assert.True(await loop.EndAsync("TERM") < TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task Run_InvalidCommit_GoesOnHealingFromTheLastGoodOneAlsoAfterARestart()
    {
        Publish("1");
        using (var loop = await RunningLoop.StartAsync(site))
        {
            await loop.UntilItSaysAsync(": converged, 2 placements");
            site.Commit("bad.yaml", "apiVersion: reconciler/v1\nkind: Package\nmetadata: { name: x }\nspec: { nonsense: 1 }\n");
            await loop.UntilItSaysAsync("is not used: 2 errors in its configuration; going on with ");
            await loop.EndAsync("KILL");
        }

        File.Delete(Path.Combine(site.RootOf("dp-1"), "viewer", "version.txt"));
        using var again = await RunningLoop.StartAsync(site);
        await again.UntilItSaysAsync("is not used: 2 errors in its configuration; going on with ");
        var sync = await site.RunAsync("refresh", "viewer");
        Assert.Equal(7, sync.ExitCode);

        File.Delete(Path.Combine(site.Repository.Path, "bad.yaml"));
        Publish("2");
        await again.UntilAsync(() => Holds("dp-1") == "2", "version 2");
    }

    [Fact]
    public async Task Run_ASecondOne_IsSixAndNamesTheFirst()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site);
        var second = await site.RunAsync("run");

        Assert.Equal(6, second.ExitCode);
        Assert.Contains($"reconciler run (pid {loop.Id} on ", second.StandardError, StringComparison.Ordinal);
    }

    public void Dispose() => site.Dispose();

    private void Publish(string version)
    {
        site.Repository.Write("packages/viewer/version.txt", version);
        site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + SiteServer.Package("viewer"), $"Version {version}");
    }

    private void PublishLarge()
    {
        var bytes = new byte[1 << 20];
        for (var file = 0; file < 60; file++)
        {
            new Random(file).NextBytes(bytes);
            site.Repository.Write($"packages/large/{file}.bin", bytes);
        }

        site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + SiteServer.Package("large"));
    }

    private string? Holds(string server)
    {
        var file = Path.Combine(site.RootOf(server), "viewer", "version.txt");
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>
/// The loop for a while: a commit a second, servers that fail and come back, requests all the time. At the end everything is where it should be,
/// and the process has not grown. <c>RECONCILER_SOAK_SECONDS</c> makes it longer.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] servers = ["dp-1", "dp-2", "dp-3"];
    private readonly SiteServer site = new();

    [Fact]
    public async Task Run_CommitsFailuresAndRequests_StaysSmallAndConverges()
    {
        var length = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("RECONCILER_SOAK_SECONDS") ?? "15", CultureInfo.InvariantCulture));
        Publish(0);
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged, 3 placements");
        var handles = Handles(loop);
        var early = 0L;
        var version = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < length;)
        {
            Publish(++version);
            FailOrReturn(version);
            var asked = await site.RunAsync(version % 2 == 0 ? ["refresh", "viewer"] : ["sync"]);
            Assert.True(asked.ExitCode is 0 or 3, $"{asked.ExitCode}\n{asked.StandardOutput}{asked.StandardError}");
            if (early == 0 && watch.Elapsed > length / 3)
                early = Memory(loop);
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }

        Return();
        await site.SyncAsync();
        await loop.UntilAsync(() => servers.All(server => Holds(server) == $"{version}"), $"version {version} everywhere");
        var (late, open) = (Memory(loop), Handles(loop));
        output.WriteLine($"{version} commits; memory {early >> 20} MiB, then {late >> 20} MiB; handles {handles}, then {open}");
        Assert.True(late < early + (100 << 20), $"memory grew from {early >> 20} to {late >> 20} MiB");
        Assert.True(open < handles + 40, $"{handles} handles became {open}");
        await loop.EndAsync("TERM");
        Assert.Equal(0, loop.ExitCode);
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    public void Dispose() => site.Dispose();

    private void Publish(int version)
    {
        site.Repository.Write("packages/viewer/version.txt", $"{version}");
        site.Repository.Write("packages/viewer/data.bin", new string((char)('a' + (version % 26)), 100_000));
        site.Commit("all.yaml", SiteServer.Servers(servers) + SiteServer.Package("viewer"), $"Version {version}");
    }

    /// <summary>A root that is gone is a disk that is not mounted.</summary>
    private void FailOrReturn(int version)
    {
        if (version % 3 == 1 && Directory.Exists(site.RootOf("dp-3")))
            Directory.Move(site.RootOf("dp-3"), site.Place("away"));
        else if (version % 3 == 0)
            Return();
    }

    private void Return()
    {
        if (!Directory.Exists(site.Place("away")))
            return;

        if (Directory.Exists(site.RootOf("dp-3")))
            Directory.Delete(site.RootOf("dp-3"), recursive: true);
        Directory.Move(site.Place("away"), site.RootOf("dp-3"));
    }

    private string? Holds(string server)
    {
        var file = Path.Combine(site.RootOf(server), "viewer", "version.txt");
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    private static long Memory(RunningLoop loop) =>
        long.Parse(File.ReadAllText($"/proc/{loop.Id}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;

    private static int Handles(RunningLoop loop) => Directory.EnumerateFileSystemEntries($"/proc/{loop.Id}/fd").Count();
}

using System.Diagnostics;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>A <c>kill -9</c> at any moment, then a sync: converged, nothing torn, no record that lies, and what was sealed is not copied again.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 30;
    private const int Files = 80;

    private static readonly string[] servers = ["dp-1", "dp-2", "dp-3"];

    private readonly SiteServer site = new();
    private readonly Random random = new(20261122);

    [Fact]
    public async Task Sync_KilledAtAnyMoment_ConvergesAtTheNext()
    {
        site.Commit("all.yaml", SiteServer.Servers(servers) + SiteServer.Package("viewer") + SiteServer.Package("fonts"));
        WriteVersion(0);
        await site.ConvergeAsync();
        var whole = await TimedSyncAsync(1);

        var cut = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            WriteVersion(kill + 1);
            if (await KillAfterAsync(whole * (0.3 + (0.7 * random.NextDouble()))))
                cut++;
            else
                whole *= 0.8; // The machine was busier when the whole was timed.

            foreach (var server in servers)
                AssertWholeVersion(server, kill, kill + 1);
        }

        output.WriteLine($"{cut} of {Kills} syncs were cut");
        Assert.True(cut >= Kills / 3, $"only {cut} of {Kills} syncs were cut before their end");
        await site.ConvergeAsync();
        await AssertConvergedAsync();
    }

    [Fact]
    public async Task Sync_KilledAfterTheSeal_CopiesNothingTwice()
    {
        RealPart.Require("strace", "apt-get install strace");
        site.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer") + SiteServer.Package("fonts", "distribute: { to: [all-servers], except: [dp-1] }"));
        WriteVersion(0);
        await site.ConvergeAsync();
        WriteVersion(1);

        // The exchange is the publication: at its entry everything is sealed.
        await KillAtCallAsync("renameat2");
        AssertWholeVersion("dp-1", 0, 0, "viewer");
        var sync = await site.ConvergeAsync();

        Assert.Matches(@"Done: 1 updated; 0 B copied\.", sync);
        AssertWholeVersion("dp-1", 1, 1, "viewer");
    }

    public void Dispose() => site.Dispose();

    private void WriteVersion(int version)
    {
        foreach (var package in new[] { "viewer", "fonts" })
        {
            for (var file = 0; file < Files; file++)
            {
                // Half of the files change, so that the rest is reused.
                var text = file % 2 == 0 ? $"version {version} of {file}" : $"always {file}";
                site.Repository.Write($"packages/{package}/directory {file % 7}/{file}.txt", text + new string('.', 2000));
            }

            site.Repository.Write($"packages/{package}/version.txt", $"{version}");
        }

        site.Repository.Commit($"Version {version}");
    }

    private async Task<TimeSpan> TimedSyncAsync(int version)
    {
        WriteVersion(version);
        var watch = Stopwatch.StartNew();
        await site.ConvergeAsync();
        return watch.Elapsed;
    }

    /// <returns>Whether it was still running.</returns>
    private async Task<bool> KillAfterAsync(TimeSpan delay)
    {
        using var sync = site.Start("sync");
        await Task.Delay(delay, TestContext.Current.CancellationToken);
        var isCut = !sync.HasExited;
        sync.Kill();
        await sync.WaitForExitAsync(TestContext.Current.CancellationToken);
        return isCut;
    }

    private Task<ProcessResult> KillAtCallAsync(string call)
    {
        var sync = site.Command("sync");
        return (sync with
        {
            Program = "strace",
            Arguments = ["-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:signal=KILL:when=1", sync.Program, .. sync.Arguments],
        }).RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What readers see is one version, whole: never a mixture, and never nothing.</summary>
    private void AssertWholeVersion(string server, int oldest, int newest, params string[] packages)
    {
        foreach (var package in packages.Length == 0 ? ["viewer", "fonts"] : packages)
        {
            var root = Path.Combine(site.RootOf(server), package);
            var version = int.Parse(File.ReadAllText(Path.Combine(root, "version.txt")));
            Assert.InRange(version, oldest == 0 ? 0 : 1, newest);
            for (var file = 0; file < Files; file += 2)
                Assert.StartsWith($"version {version} of {file}.", File.ReadAllText(Path.Combine(root, $"directory {file % 7}", $"{file}.txt")));
            Assert.Equal(Files + 1, Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Count());
        }
    }

    private async Task AssertConvergedAsync()
    {
        foreach (var server in servers)
        {
            foreach (var package in new[] { "viewer", "fonts" })
            {
                Assert.Equal("", await DiskTree.DiffAsync(
                    Path.Combine(site.Repository.Path, "packages", package), Path.Combine(site.RootOf(server), package)));
            }

            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(site.RootOf(server), ".reconciler", "staging")));
        }

        Assert.Contains("No changes.", await site.ConvergeAsync());
    }
}

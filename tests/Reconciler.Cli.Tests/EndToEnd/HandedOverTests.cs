using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What changes how the loop goes on, asked of a loop that runs.</summary>
public sealed class HandedOverTests : IDisposable
{
    private const int Packages = 12;

    private readonly SiteServer site = new();

    [Fact]
    public async Task SuspendAndResume_OfARunningLoop_HoldAndLetGo()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged");
        Assert.Contains("dp-2 is suspended", await AskAsync("suspend", "dp-2", "--reason", "disk"), StringComparison.Ordinal);
        Publish("2");
        await loop.UntilAsync(() => Holds("dp-1") == "2", "version 2 on dp-1");
        await loop.UntilItSaysAsync($"Waiting: {Packages} ({Packages} suspended)");
        Assert.Equal("1", Holds("dp-2"));

        Assert.Contains("Resumed dp-2", await AskAsync("resume", "dp-2"), StringComparison.Ordinal);
        await loop.UntilAsync(() => Holds("dp-2") == "2", "version 2 on dp-2");
    }

    [Fact]
    public async Task Approve_OfAPlanThatTheLoopKept_ReleasesItsRemovals()
    {
        Publish("1");
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged");
        site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + SiteServer.Package(Name(0)), "Declare one package only");
        await loop.UntilItSaysAsync("Kept plan ");
        Assert.Equal("1", Holds("dp-1", Packages - 1));
        var hash = loop.Output.Split("Kept plan ")[1][..8];

        Assert.Contains($"{2 * (Packages - 1)} removals of plan {hash}", await AskAsync("approve", hash, "--reason", "reviewed"), StringComparison.Ordinal);
        await loop.UntilAsync(() => Holds("dp-1", Packages - 1) is null && Holds("dp-2", 1) is null, "the removals");
        Assert.Equal("1", Holds("dp-1"));
    }

    /// <summary>Whoever asks reads nothing itself that whoever answers reads anyway.</summary>
    [Fact]
    public async Task Warning_OfWhatIsHandedOver_IsPrintedOnce()
    {
        using var http = new GitHttpServer(site.Sandbox) { Login = "reader:secret" };
        Publish("1");
        File.WriteAllText(site.Place("token"), "secret\n");
        site.Settings($$"""
            { "repo": "{{http.Url("repository/.git")}}", "git": { "credentials": "estate" },
              "credentials": { "estate": { "git": { "user": "reader", "tokenFile": "{{site.Place("token")}}" } } } }
            """);
        using var loop = await RunningLoop.StartAsync(site, "--interval", "1h");
        await loop.UntilItSaysAsync(": converged");
        var verified = (await site.RunAsync("verify")).EnsureSuccess();

        Assert.Single(verified.StandardError.Split('\n'), line => line.Contains("goes unencrypted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Suspend_BeforeTheFirstSync_LeavesTheServerAloneFromTheBeginning()
    {
        Publish("1");
        (await site.RunAsync("suspend", "dp-2", "--reason", "not unpacked yet")).EnsureSuccess();
        var sync = (await site.SyncAsync()).EnsureSuccess();

        Assert.Contains("First sync: this is estate", sync.StandardError, StringComparison.Ordinal);
        Assert.Equal(("1", null), (Holds("dp-1"), Holds("dp-2")));
    }

    /// <summary>Recorded whole, or not at all; the next one works as if nothing had been.</summary>
    [Theory]
    [InlineData("pwrite64", "signal=KILL", 137)]
    [InlineData("fsync", "signal=KILL", 137)]
    [InlineData("pwrite64", "error=ENOSPC", 1)]
    [InlineData("fsync", "error=EIO", 1)]
    public async Task Suspend_WhoseRecordIsCutOrRefused_LeavesARecordThatCanBeRead(string call, string fault, int exitCode)
    {
        RealPart.Require("strace", "apt-get install strace");
        Publish("1");
        await site.ConvergeAsync();
        var suspend = site.Command("suspend", "dp-2", "--reason", "disk");
        var faulty = await (suspend with
        {
            Program = "strace",
            Arguments = ["-f", "-qq", "-o", "/dev/null", "-P", Path.Combine(site.State, "servers", "dp-2.jsonl"), "-e", $"trace={call}", "-e", $"inject={call}:{fault}:when=1", suspend.Program, .. suspend.Arguments],
        }).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(exitCode, faulty.ExitCode);
        if (exitCode == 1)
            Assert.StartsWith("error:", faulty.StandardError, StringComparison.Ordinal);
        (await site.RunAsync("status")).EnsureSuccess();

        (await site.RunAsync("suspend", "dp-2", "--reason", "disk, again")).EnsureSuccess();
        Assert.Contains("disk, again", (await site.RunAsync("status")).StandardOutput, StringComparison.Ordinal);
    }

    public void Dispose() => site.Dispose();

    private static string Name(int number) => $"package-{number}";

    private async Task<string> AskAsync(params string[] arguments)
    {
        var asked = (await site.RunAsync(arguments)).EnsureSuccess();
        Assert.StartsWith("asking reconciler run (pid ", asked.StandardError, StringComparison.Ordinal);
        return asked.StandardOutput;
    }

    private void Publish(string version)
    {
        for (var number = 0; number < Packages; number++)
            site.Repository.Write($"packages/{Name(number)}/version.txt", version);
        site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + string.Concat(Enumerable.Range(0, Packages).Select(number => SiteServer.Package(Name(number)))), $"Version {version}");
    }

    private string? Holds(string server, int package = 0)
    {
        var file = Path.Combine(site.RootOf(server), Name(package), "version.txt");
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}

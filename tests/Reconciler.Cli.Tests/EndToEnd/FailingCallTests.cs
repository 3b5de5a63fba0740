using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>
/// Calls on a server, or on a file of the state, that fail or do half of what they were asked: the others go on, the truth is recorded, and the next sync
/// converges. What .NET would hide is among them: errors of fsync and close.
/// </summary>
public sealed class FailingCallTests : IDisposable
{
    private readonly SiteServer site = new();

    public FailingCallTests() => RealPart.Require("strace", "apt-get install strace");

    private string Trees => Path.Combine(site.RootOf("dp-1"), ".reconciler", "trees");

    [Theory]
    [InlineData("write", "error=EIO")]
    [InlineData("write", "retval=100")] // It says that it wrote, and did not.
    [InlineData("fsync", "error=EIO")]
    [InlineData("close", "error=EIO")]
    public async Task Server_CallOnAStagedFileFails_IsTroubleOfThisServerOnlyAndTheNextSyncConverges(string call, string fault)
    {
        var tree = await StagedAsync();

        var sync = await FailAsync(call, fault, Path.Combine(tree, "large.txt"));

        Assert.True(sync.ExitCode == 3, sync.StandardOutput + sync.StandardError);
        Assert.Contains("io-error", sync.StandardOutput, StringComparison.Ordinal);
        Assert.Equal((null, "one"), (Shown("dp-1"), Shown("dp-2")));
        if (call != "write")
            Assert.False(Directory.Exists(tree), "what could not be made durable is begun anew");
        await AssertGoesOnAsync("one");
        Assert.Equal(["large.txt", "version.txt"], TreeReader.Read(Path.Combine(site.RootOf("dp-1"), "viewer"))!.Keys);
    }

    [Fact]
    public async Task Server_WriteIsInterrupted_GoesOn()
    {
        var tree = await StagedAsync();

        var sync = await FailAsync("write", "error=EINTR", Path.Combine(tree, "large.txt"));

        Assert.True(sync.ExitCode == 0, sync.StandardOutput + sync.StandardError);
        await AssertGoesOnAsync("one");
    }

    [Theory]
    [InlineData("close", "transfer-packages/viewer.jsonl")]
    [InlineData("fsync", "commits.jsonl")]
    [InlineData("pwrite64", "servers/dp-1.jsonl")]
    [InlineData("fsync", "lock.json.new")]
    [InlineData("fsync", "content/objects")]
    public async Task State_CallFails_EndsTheSyncWithTheReasonAndTheNextConverges(string call, string file)
    {
        Publish("one", "dp-1", "dp-2");
        await site.ConvergeAsync();
        Publish("two", "dp-1", "dp-2", "dp-3");

        var sync = await FailAsync(call, "error=EIO", Path.Combine(site.State, file));

        Assert.True(sync.ExitCode is 1 or 3, sync.StandardOutput + sync.StandardError);
        Assert.Contains("Input/output error", sync.StandardError + sync.StandardOutput, StringComparison.Ordinal);
        await AssertGoesOnAsync("two");
    }

    public void Dispose() => site.Dispose();

    /// <summary>A sync that was killed while it wrote the large file on dp-1; dp-2 has been declared since.</summary>
    /// <returns>The staged tree, which the next sync goes on with.</returns>
    private async Task<string> StagedAsync()
    {
        Publish("one", "dp-1");
        var killed = await UnderStraceAsync("-e", "trace=fallocate", "-e", "inject=fallocate:signal=KILL:when=1");
        Assert.Equal(137, killed.ExitCode);
        Publish("one", "dp-1", "dp-2");
        return Assert.Single(Directory.GetDirectories(Trees));
    }

    private void Publish(string version, params string[] servers)
    {
        site.Repository.Write("packages/viewer/version.txt", version);
        site.Repository.Write("packages/viewer/large.txt", version + new string('x', 300_000));
        site.Commit("all.yaml", SiteServer.Servers(servers) + SiteServer.Package("viewer"));
    }

    private string? Shown(string server)
    {
        var file = Path.Combine(site.RootOf(server), "viewer", "version.txt");
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    /// <summary>The first such call on the file.</summary>
    private Task<ProcessResult> FailAsync(string call, string fault, string path) =>
        UnderStraceAsync("-P", path, "-e", $"trace={call}", "-e", $"inject={call}:{fault}:when=1");

    private Task<ProcessResult> UnderStraceAsync(params string[] options)
    {
        var sync = site.Command("sync");
        return (sync with { Program = "strace", Arguments = ["-f", "-qq", "-o", "/dev/null", .. options, sync.Program, .. sync.Arguments] })
            .RunAsync(TestContext.Current.CancellationToken);
    }

    private async Task AssertGoesOnAsync(string version)
    {
        await site.ConvergeAsync();
        Assert.Equal((version, version), (Shown("dp-1"), Shown("dp-2")));
        Assert.Equal(0, (await site.RunAsync("verify", "--proof", "read")).ExitCode);
        Assert.Contains("No changes.", await site.ConvergeAsync(), StringComparison.Ordinal);
    }
}

using System.Diagnostics;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>A sync in the middle of its copies: Ctrl-C and SIGTERM end it within seconds, the next one goes on from there, and none runs beside it.</summary>
public sealed class CancelTests : IDisposable
{
    private readonly SiteServer site = new();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Sync_ToldToStop_EndsWithinSecondsAndIsContinued(string signal)
    {
        using var sync = await InTheMiddleAsync();
        var watch = Stopwatch.StartNew();
        Send(signal, sync);
        await sync.WaitForExitAsync(TestContext.Current.CancellationToken);

        var errors = await sync.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(sync.ExitCode == 130, $"exit code {sync.ExitCode}\n{errors}");
        Assert.Contains("Cancelled.", errors);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(6), $"it took {watch.Elapsed}");
        await site.ConvergeAsync();
        Assert.Equal("", await PlacedDifferenceAsync());
    }

    [Fact]
    public async Task Sync_WhileAnotherIsInTheMiddle_IsSixAndNamesIt()
    {
        using var sync = await InTheMiddleAsync();
        Send("STOP", sync);

        var second = await site.SyncAsync();
        var plan = await site.PlanAsync();
        Send("CONT", sync);
        await sync.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((6, 0, 0), (second.ExitCode, plan.ExitCode, sync.ExitCode));
        Assert.Contains($"The state is locked by reconciler sync (pid {sync.Id} on ", second.StandardError, StringComparison.Ordinal);
        Assert.Equal("", await PlacedDifferenceAsync());
    }

    public void Dispose() => site.Dispose();

    /// <summary>A sync that has copied a part of its first package.</summary>
    private async Task<Process> InTheMiddleAsync()
    {
        site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + SiteServer.Package("large"));
        for (var file = 0; file < 60; file++)
            site.Repository.Write($"packages/large/{file}.bin", Bytes(file, 2 << 20));
        site.Repository.Commit();

        var sync = site.Start("sync");
        await UntilAsync(() => StagedBytes() > 10 << 20);
        return sync;
    }

    private static void Send(string signal, Process sync) => new ProcessRun("kill", $"-{signal}", $"{sync.Id}").Run().EnsureSuccess();

    private Task<string> PlacedDifferenceAsync() =>
        DiskTree.DiffAsync(Path.Combine(site.Repository.Path, "packages", "large"), Path.Combine(site.RootOf("dp-2"), "large"));

    private long StagedBytes()
    {
        try
        {
            return Directory.Exists(site.RootOf("dp-1"))
                ? new DirectoryInfo(site.RootOf("dp-1")).EnumerateFiles("*.bin", SearchOption.AllDirectories).Sum(file => file.Length)
                : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "what was waited for did not happen");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}

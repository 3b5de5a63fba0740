using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Reconciler.Testing;

namespace Reconciler.House.Tests.Testing;

public class ProcessRunTests
{
    [Fact]
    public async Task RunAsync_BothOutputs_AreKeptApart()
    {
        var (stdout, stderr, exitCode) = await new ProcessRun("sh", "-c", "echo out; echo err >&2; exit 7").RunAsync();

        Assert.Equal(("out\n", "err\n", 7), (stdout, stderr, exitCode));
    }

    [Fact]
    public async Task RunAsync_Input_ReachesTheProgram()
    {
        var result = await new ProcessRun("cat") { StandardInput = Encoding.UTF8.GetBytes("grüße\n") }.RunAsync();

        Assert.Equal("grüße\n", result.StandardOutput);
    }

    [Fact]
    public async Task RunAsync_ProgramThatReadsNothing_IsNoError()
    {
        var result = await new ProcessRun("true") { StandardInput = new byte[1 << 20] }.RunAsync();

        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task RunAsync_MoreOutputThanAPipeHolds_DoesNotBlock()
    {
        var result = await new ProcessRun("sh", "-c", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero").RunAsync();

        Assert.Equal((300000, 300000), (result.StandardOutput.Length, result.StandardError.Length));
    }

    [Fact]
    public async Task RunAsync_Variables_AreSetAndRemoved()
    {
        var run = new ProcessRun("sh", "-c", "echo \"${GREETING-unset} ${HOME-unset}\"")
        {
            Variables = new Dictionary<string, string?> { ["GREETING"] = "hello", ["HOME"] = null },
        };

        Assert.Equal("hello unset\n", (await run.RunAsync()).StandardOutput);
    }

    [Fact]
    public async Task RunAsync_TooSlow_KillsTheProgramAndItsChildren()
    {
        using var directory = new TemporaryDirectory();
        var run = new ProcessRun("sh", "-c", "echo started; sleep 60 & echo $! > child; wait") { WorkingDirectory = directory.Path, Timeout = TimeSpan.FromSeconds(1) };

        var e = await Assert.ThrowsAsync<TimeoutException>(() => run.RunAsync());

        Assert.Contains("started", e.Message, StringComparison.Ordinal);
        var child = int.Parse(await File.ReadAllTextAsync(directory.Combine("child"), TestContext.Current.CancellationToken));
        Assert.True(await HasEndedAsync(child), $"the child {child} still runs");
    }

    [Fact]
    public async Task RunAsync_Cancelled_Ends()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ProcessRun("sleep", "60").RunAsync(source.Token));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task RunAsync_NoSuchProgram_SaysSo() =>
        await Assert.ThrowsAsync<Win32Exception>(() => new ProcessRun("no-such-program-anywhere").RunAsync());

    [Fact]
    public void EnsureSuccess_Failure_ShowsWhatWasPrinted()
    {
        var e = Assert.Throws<InvalidOperationException>(() => new ProcessRun("sh", "-c", "echo reason >&2; exit 3").Run().EnsureSuccess());

        Assert.Contains("3", e.Message, StringComparison.Ordinal);
        Assert.Contains("reason", e.Message, StringComparison.Ordinal);
    }

    private static async Task<bool> HasEndedAsync(int processId)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if (!IsRunning(processId))
                return true;

            await Task.Delay(50);
        }

        return false;
    }

    /// <summary>A killed process that nobody has waited for yet is no longer running.</summary>
    private static bool IsRunning(int processId)
    {
        try
        {
            return !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

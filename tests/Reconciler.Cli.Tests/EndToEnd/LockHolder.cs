using System.Diagnostics;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Another program that holds the lock of a state: flock(1), as an operator's script would.</summary>
internal sealed class LockHolder : IDisposable
{
    private readonly Process process;

    private LockHolder(Process process) => this.process = process;

    internal static async Task<LockHolder> TakeAsync(string file)
    {
        var process = Process.Start(new ProcessStartInfo("flock", ["--no-fork", file, "sh", "-c", "echo held; exec sleep 60"]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return new(process);
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}

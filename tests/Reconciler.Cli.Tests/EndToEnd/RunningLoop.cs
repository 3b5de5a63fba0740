using System.Diagnostics;
using System.Text;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary><c>reconciler run</c> of a site server, as a real process; whatever is left of it at the end of a test is killed.</summary>
internal sealed class RunningLoop : IDisposable
{
    private readonly StringBuilder output = new();
    private readonly Process process;

    private RunningLoop(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    internal int Id => process.Id;

    internal bool HasExited => process.HasExited;

    internal int ExitCode => process.ExitCode;

    /// <summary>Everything that it has written, on either stream.</summary>
    internal string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    internal Process Process => process;

    /// <summary>Of a loop that answers over HTTP.</summary>
    internal Uri Address => new(Output.Split('\n').First(line => line.StartsWith("Answering at ", StringComparison.Ordinal))["Answering at ".Length..].Trim());

    /// <summary>Returns when it holds the lock.</summary>
    internal static async Task<RunningLoop> StartAsync(SiteServer site, params string[] options)
    {
        string[] usual = [.. options.Contains("--interval") ? [] : new[] { "--interval", "1s" }, .. options.Contains("--listen") ? [] : new[] { "--listen", "off" }];
        var loop = new RunningLoop(site.Start(["run", .. usual, .. options]));
        await loop.UntilItSaysAsync("Following ");
        return loop;
    }

    /// <summary>As <see cref="StartAsync"/>, answering over HTTP at a port of its own.</summary>
    internal static async Task<RunningLoop> StartAnsweringAsync(SiteServer site, params string[] options)
    {
        var loop = await StartAsync(site, ["--listen", "127.0.0.1:0", .. options]);
        await loop.UntilItSaysAsync("Answering at ");
        return loop;
    }

    /// <summary>With a clock that is ahead, as <c>faketime</c> understands it: <c>+8d</c>.</summary>
    internal static async Task<RunningLoop> StartLaterAsync(SiteServer site, string offset)
    {
        var command = site.Command("run", "--interval", "1s", "--listen", "off");
        var start = new ProcessStartInfo("faketime", ["-f", offset, command.Program, .. command.Arguments])
        {
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Variables)
            start.Environment[name] = value;
        var loop = new RunningLoop(Process.Start(start)!);
        await loop.UntilItSaysAsync("Following ");
        return loop;
    }

    internal void Signal(string signal) => new ProcessRun("kill", $"-{signal}", $"{process.Id}").Run().EnsureSuccess();

    internal Task UntilItSaysAsync(string text) => UntilAsync(() => Output.Contains(text, StringComparison.Ordinal), $"'{text}'");

    internal async Task UntilAsync(Func<bool> isSo, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60) && !process.HasExited, $"{what} did not happen\n{Output}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    internal async Task<TimeSpan> EndAsync(string signal)
    {
        var watch = Stopwatch.StartNew();
        Signal(signal);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return watch.Elapsed;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private void Add(string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>
/// <c>reconciler run</c> under strace, which kills it at a call that changes something in the state. <c>RECONCILER_EVERY_CRASH=1</c> kills at every such
/// call instead of some.
/// </summary>
internal sealed partial class LoopFaultRun(SiteServer site)
{
    private const string ChangingCalls = "openat,open,rename,renameat2,unlink,unlinkat,mkdir,mkdirat,write,pwrite64,fsync,ftruncate,chmod,fchmod,linkat";
    private const int Points = 6;

    private string Log => site.Place("calls.strace");

    /// <summary>Lets it run until <paramref name="isDone"/>, and notes what it did to the state.</summary>
    /// <returns>Where to kill it, each given as the Nth such call of one thread on that path.</returns>
    internal async Task<LoopCall[]> CallsAsync(Func<bool> isDone)
    {
        RealPart.Require("strace", "apt-get install strace");
        using var run = Start("-y", "-s", "1", "-o", Log, "-e", $"trace={ChangingCalls}");
        await UntilAsync(run, isDone);
        End(run);
        var calls = File.ReadLines(Log).Select(Of).OfType<(string Thread, string Call, string Path)>()
            .GroupBy(call => call)
            .GroupBy(ofThread => (ofThread.Key.Call, ofThread.Key.Path), ofThread => ofThread.Count())
            .OrderBy(group => group.Key.Path, StringComparer.Ordinal)
            .SelectMany(group => Enumerable.Range(1, group.Max()).Select(number => new LoopCall(group.Key.Call, group.Key.Path, number)))
            .ToArray();
        var stride = Environment.GetEnvironmentVariable("RECONCILER_EVERY_CRASH") == "1" ? 1 : Math.Max(1, calls.Length / Points);
        return [.. calls.Where((_, i) => i % stride == stride / 2)];
    }

    /// <returns>False: it did all there was to do without coming there.</returns>
    internal async Task<bool> KillAsync(LoopCall at, Func<bool> isDone)
    {
        using var run = Start("-o", "/dev/null", "-P", at.Path, "-e", $"trace={at.Call}", "-e", $"inject={at.Call}:signal=KILL:when={at.Number}");
        await UntilAsync(run, () => run.HasExited || isDone());
        var isKilled = run.HasExited;
        End(run);
        return isKilled;
    }

    private Process Start(params string[] options)
    {
        var command = site.Command("run", "--interval", "1h", "--listen", "off");
        var start = new ProcessStartInfo("strace", ["-f", "-qq", .. options, command.Program, .. command.Arguments])
        {
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Variables)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task UntilAsync(Process run, Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(60))
            {
                End(run);
                Assert.Fail("the run under strace came to no end");
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The loop is a child of strace; both go at once.</summary>
    private static void End(Process run)
    {
        if (!run.HasExited)
            run.Kill(entireProcessTree: true);
        run.WaitForExit();
    }

    /// <summary>Of calls on files of the state; not those whose names are random, which no second run meets.</summary>
    private (string Thread, string Call, string Path)? Of(string line)
    {
        if (CallLine().Match(line) is not { Success: true } match)
            return null;

        var path = PathIn().Matches(match.Groups["arguments"].Value)
            .Select(found => found.Value.Trim('"', '<', '>'))
            .FirstOrDefault(found => found.StartsWith(site.State, StringComparison.Ordinal));
        var isRead = match.Groups["call"].Value.StartsWith("open", StringComparison.Ordinal) && !line.Contains("O_CREAT", StringComparison.Ordinal);
        return path is null || isRead || RandomName().IsMatch(path[site.State.Length..])
            ? null
            : (match.Groups["thread"].Value, match.Groups["call"].Value, path);
    }

    [GeneratedRegex(@"^(?<thread>\d+) +(?<call>\w+)\((?<arguments>.*)$")]
    private static partial Regex CallLine();

    [GeneratedRegex("\"/[^\"]+\"|<(/[^>]+)>")]
    private static partial Regex PathIn();

    [GeneratedRegex("[0-9a-f]{16}|/content/")]
    private static partial Regex RandomName();
}

/// <param name="Number">Counted for each thread by itself, from 1.</param>
internal sealed record LoopCall(string Call, string Path, int Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Call} {Number} of {Path}");
}

using System.Globalization;

namespace Reconciler.Benchmarks.Copies;

/// <summary>
/// Runs commands from a shell, which costs every contender the same few hundred microseconds, and takes the time until everything that they
/// wrote is on the disk.
/// </summary>
/// <param name="scratch">For scripts and what the commands print. On the file system that is written.</param>
internal sealed class TimedCommands(string scratch)
{
    private const int BlockBytes = 512;

    /// <exception cref="InvalidOperationException">A command failed.</exception>
    public Measured Run(IReadOnlyList<string[]> commands, int atOnce)
    {
        Directory.CreateDirectory(scratch);
        var usage = Path.Combine(scratch, "usage");
        var script = Path.Combine(scratch, "script.sh");
        File.Delete(usage);
        File.WriteAllText(script, Script(commands, atOnce, usage));
        var times = Shell.Run("bash", script).Split('\n')[^2].Split(' ');
        var used = File.ReadLines(usage).Select(line => line.Split(' ')).Where(words => words.Length == 3 && words.All(word => long.TryParse(word, out _)))
            .Select(words => words.Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        return new(
            Milliseconds: (Seconds(times[1]) - Seconds(times[0])) * 1000,
            PeakKiB: used.Max(words => words[0]),
            ReadBytes: used.Sum(words => words[1]) * BlockBytes,
            WrittenBytes: used.Sum(words => words[2]) * BlockBytes);
    }

    private string Script(IReadOnlyList<string[]> commands, int atOnce, string usage)
    {
        var log = Path.Combine(scratch, "log");
        var lines = new List<string>
        {
            "set -euo pipefail",
            $": >{Shell.Quote(log)}",
            $"run() {{ /usr/bin/time -f '%M %I %O' -a -o {Shell.Quote(usage)} \"$@\" >>{Shell.Quote(log)} 2>&1 </dev/null || {{ cat {Shell.Quote(log)}; exit 1; }}; }}",
            "begun=$EPOCHREALTIME",
        };
        foreach (var (index, command) in commands.Index())
        {
            if (atOnce > 1 && index >= atOnce)
                lines.Add("wait -n");
            lines.Add($"run {string.Join(' ', command.Select(Shell.Quote))}{(atOnce > 1 ? " &" : "")}");
        }

        lines.AddRange(Enumerable.Repeat("wait -n", atOnce > 1 ? Math.Min(atOnce, commands.Count) : 0));
        lines.AddRange([$"sync -f {Shell.Quote(scratch)}", "echo \"$begun $EPOCHREALTIME\"", ""]);
        return string.Join('\n', lines);
    }

    private static double Seconds(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

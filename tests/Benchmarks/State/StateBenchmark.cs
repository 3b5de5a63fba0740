using System.Diagnostics;
using System.Globalization;

namespace Reconciler.Benchmarks.State;

/// <summary>
/// How long a large recorded state takes to load and to append to. By default 10,000 packages, each held by 10,000 servers by name, in
/// 1.4 GB of Transfer Packages. Each measurement is a process of its own, so that each prints its own peak of memory.
/// </summary>
internal static class StateBenchmark
{
    private static readonly string[] steps = ["generate", "parse", "index", "load", "append"];

    public static int Run(string[] args)
    {
        if (args is ["step", var step, var packages, var servers, var directory])
            return Measure(step, new(Number(packages), Number(servers), directory));

        var temporary = Option(args, "--directory") is null ? Directory.CreateTempSubdirectory("reconciler-benchmark-").FullName : null;
        var place = Option(args, "--directory") ?? temporary!;
        try
        {
            return steps.Select(name => Start(name, Option(args, "--packages") ?? "10000", Option(args, "--servers") ?? "10000", place)).FirstOrDefault(code => code != 0);
        }
        finally
        {
            if (temporary is not null)
                Directory.Delete(temporary, recursive: true);
        }
    }

    private static int Start(params string[] step)
    {
        using var process = Process.Start(Environment.ProcessPath!, ["state", "step", .. step]);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static int Measure(string step, SyntheticState state)
    {
        var clock = Stopwatch.StartNew();
        var said = step switch
        {
            "generate" => state.Generate(clock),
            "parse" => state.Parse(clock),
            "index" => state.Index(clock),
            "load" => state.Load(clock),
            "append" => state.Append(clock),
            _ => throw new ArgumentException($"'{step}' is no step", nameof(step)),
        };
        clock.Stop();
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step,-9} {clock.Elapsed.TotalMilliseconds,9:N0} ms  peak {self.PeakWorkingSet64 / 1_048_576,6:N0} MiB  {said}"));
        return 0;
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

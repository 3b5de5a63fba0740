using System.Globalization;
using Reconciler.Benchmarks.Copies;

namespace Reconciler.Benchmarks.Scale;

/// <summary>
/// The real program, each time a new process, on 10,000 packages that 10,000 servers have: configuration, all Transfer Packages, plan, output.
/// </summary>
internal static class ScaleBenchmark
{
    private const int Runs = 5;

    public static int Run(string[] args)
    {
        var directory = Directory.CreateTempSubdirectory("reconciler-scale-").FullName;
        try
        {
            var program = Option(args, "--program") ?? PublishedProgram.Make(directory);
            var estate = new LargeEstate(directory, Number(args, "--packages"), Number(args, "--servers"));
            estate.Create();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Transfer Packages: {estate.TransferPackageBytes >> 20:N0} MiB of text"));
            string[] place = ["--repo", estate.Repository, "--state", estate.State];
            Measure("sync, reads all lines and writes the index", directory, 1, [program, "sync", .. place]);
            Measure("plan, nothing to do", directory, Runs, [program, "plan", .. place]);
            estate.ChangeOneInAHundred();
            Measure("plan, one package in a hundred changed", directory, Runs, [program, "plan", .. place]);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Measure(string what, string directory, int runs, string[] command)
    {
        var timed = new TimedCommands(Path.Combine(directory, "scratch"));
        var measured = Enumerable.Range(0, runs).Select(_ => timed.Run([command], 1)).ToArray();
        var times = Spread.Of(measured.Select(one => one.Milliseconds));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-46}{times.Median / 1000,6:N2} s ({times.Least / 1000:N2} to {times.Most / 1000:N2}), peak {measured.Max(one => one.PeakKiB) >> 10,5:N0} MiB: {LastLine(directory)}"));
    }

    private static string LastLine(string directory) => File.ReadLines(Path.Combine(directory, "scratch", "log")).LastOrDefault(line => line.Length > 0) ?? "";

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static int Number(string[] args, string name) => int.Parse(Option(args, name) ?? "10000", CultureInfo.InvariantCulture);
}

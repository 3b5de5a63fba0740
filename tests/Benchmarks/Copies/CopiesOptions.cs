using System.Globalization;

namespace Reconciler.Benchmarks.Copies;

/// <summary>What one call is to measure.</summary>
/// <param name="Program">The published program.</param>
/// <param name="Contenders">Names, without how many run at once; none: all.</param>
internal sealed record CopiesOptions(
    IReadOnlyList<Workload> Workloads, int Rounds, double Scale, string Directory, string? Json, string Program, bool IsCold, IReadOnlySet<string> Contenders, bool MeasuresManyServers)
{
    /// <exception cref="ArgumentException">An option is unknown, or its value is.</exception>
    public static CopiesOptions Parse(string[] args)
    {
        var values = Values(args);
        var letters = values.GetValueOrDefault("--workload", "A,B,C,N").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var directory = Path.GetFullPath(values.GetValueOrDefault("--directory") ?? Path.Combine(Path.GetTempPath(), $"reconciler-copies-{Environment.ProcessId}"));
        return new(
            [.. letters.Where(letter => letter != "N").Select(letter => Workload.Of(letter[0]))],
            int.Parse(values.GetValueOrDefault("--rounds", "3"), CultureInfo.InvariantCulture),
            double.Parse(values.GetValueOrDefault("--scale", "1"), CultureInfo.InvariantCulture),
            directory,
            values.GetValueOrDefault("--json"),
            values.GetValueOrDefault("--program") ?? "",
            values.GetValueOrDefault("--cache", "warm") == "cold",
            values.GetValueOrDefault("--contenders", "").Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal),
            letters.Contains("N"));
    }

    private static Dictionary<string, string> Values(string[] args)
    {
        string[] known = ["--workload", "--rounds", "--scale", "--directory", "--json", "--program", "--cache", "--contenders"];
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < args.Length; index += 2)
        {
            if (!known.Contains(args[index]) || index + 1 == args.Length)
                throw new ArgumentException($"'{args[index]}' is no option, or has no value; options are {string.Join(' ', known)}", nameof(args));

            values[args[index]] = args[index + 1];
        }

        return values;
    }
}

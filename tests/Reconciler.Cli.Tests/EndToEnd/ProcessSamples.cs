using System.Globalization;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>How much a process takes, looked at again and again.</summary>
internal sealed class ProcessSamples(int processId)
{
    private readonly List<(long Memory, int Handles)> all = [];

    internal void Take() => all.Add((Memory(), Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd").Count()));

    /// <summary>Medians of the first and of the second half, without the first fifth, in which the runtime compiles and the caches fill.</summary>
    internal ((long Memory, int Handles) First, (long Memory, int Handles) Second) Halves()
    {
        var warm = all.Skip(all.Count / 5).ToArray();
        return (Median(warm[..(warm.Length / 2)]), Median(warm[(warm.Length / 2)..]));
    }

    /// <summary>Processes that it has started and that have not gone, ended ones that nobody asked after among them.</summary>
    internal string[] Children() => [.. Directory.EnumerateDirectories($"/proc/{processId}/task")
        .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    private static (long Memory, int Handles) Median((long Memory, int Handles)[] samples) =>
        (samples.Select(sample => sample.Memory).Order().ElementAt(samples.Length / 2), samples.Select(sample => sample.Handles).Order().ElementAt(samples.Length / 2));

    private long Memory() => long.Parse(File.ReadAllText($"/proc/{processId}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}

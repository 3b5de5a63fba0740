using System.Globalization;

namespace Reconciler.Benchmarks.Copies;

/// <summary>What figures depend on, without a name or a path.</summary>
internal sealed record Machine(string Processor, int Cores, long MemoryGiB, string Kernel, string FileSystem, string Peers)
{
    public static Machine Here(string directory) => new(
        File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(": ")[1],
        Environment.ProcessorCount,
        (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes + (1L << 29)) >> 30,
        Environment.OSVersion.Version.ToString(2),
        Shell.Run("df", "--output=fstype", directory).Split('\n')[1],
        $"{FirstLine("rsync", "--version")}; {FirstLine("rclone", "version")}; {FirstLine("cp", "--version")}");

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Cores} cores ({Processor}), {MemoryGiB} GiB, Linux {Kernel}, {FileSystem}; {Peers}");

    private static string FirstLine(params string[] command) => string.Join(' ', Shell.Run(command).Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(4));
}

using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Reconciler.Cli.Metrics;

/// <summary>What every Prometheus client says of its process, under the usual names.</summary>
internal static class ProcessGauges
{
    internal static void Add(Meter meter)
    {
        meter.CreateObservableCounter("process.cpu", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Time of processors that the process has used");
        meter.CreateObservableGauge("process.resident_memory", () => Environment.WorkingSet, "By", "Memory of the machine that the process holds");
        var began = Began();
        meter.CreateObservableGauge("process.start_time", () => began, "s", "When the process was started");
        if (OperatingSystem.IsLinux())
            meter.CreateObservableGauge<long>("process.open_fds", () => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(), null, "Open files and connections");
    }

    private static double Began()
    {
        using var process = Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0;
    }
}

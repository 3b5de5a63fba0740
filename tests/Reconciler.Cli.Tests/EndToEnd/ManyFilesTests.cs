using System.Diagnostics;
using System.Globalization;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>A package of a hundred thousand small files.</summary>
public sealed class ManyFilesTests(ITestOutputHelper output) : IDisposable
{
    private const int Directories = 100;
    private const int FilesEach = 1000;
    private const long MostMemoryKiB = 900_000;

    private readonly SiteServer site = new(RoomInMemory());

    [Fact]
    public async Task Package_OfManySmallFiles_ArrivesOnTwoServers()
    {
        var source = site.MakeDirectory("builds/many");
        for (var directory = 0; directory < Directories; directory++)
        {
            var path = Directory.CreateDirectory(Path.Combine(source, $"{directory:000}")).FullName;
            for (var file = 0; file < FilesEach; file++)
                File.WriteAllText(Path.Combine(path, $"{file:0000}.txt"), $"{directory} {file}");
        }

        site.Allow("sources", source);
        site.Commit("all.yaml", SiteServer.Servers("dp-1", "dp-2") + $"---\napiVersion: reconciler/v1\nkind: Package\nmetadata: {{ name: many }}\nspec: {{ source: {{ directory: {source} }} }}\n");

        var watch = Stopwatch.StartNew();
        using var sync = site.Start("sync");
        var peak = 0L;
        while (!sync.HasExited)
        {
            peak = Math.Max(peak, PeakMemoryKiB(sync.Id));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s, {peak / 1024} MiB");
        Assert.Equal(0, sync.ExitCode);
        Assert.True(peak < MostMemoryKiB, $"it took {peak / 1024} MiB");
        var diff = await new ProcessRun("diff", "-rq", source, Path.Combine(site.RootOf("dp-2"), "many")) { Timeout = TimeSpan.FromMinutes(2) }
            .RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", diff.EnsureSuccess().StandardOutput);

        watch.Restart();
        Assert.Contains("No changes.", await site.ConvergeAsync());
        output.WriteLine($"again: {watch.Elapsed.TotalSeconds:0.0} s");
    }

    public void Dispose() => site.Dispose();

    /// <summary>Half a million files wear a disk and tell no more there.</summary>
    private static string? RoomInMemory() =>
        Directory.Exists("/dev/shm") && new DriveInfo("/dev/shm").AvailableFreeSpace > 6L << 30 ? "/dev/shm" : null;

    /// <summary>0 when the process has just ended.</summary>
    private static long PeakMemoryKiB(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

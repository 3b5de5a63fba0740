using System.Globalization;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Files in Git that are larger than the memory that a site server may have to spare.</summary>
public sealed class LargeFileTests : IDisposable
{
    private const long Mebibyte = 1 << 20;

    private readonly SiteServer site = new();

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData(300)]
    [InlineData(600)]
    public async Task Plan_FileOfHundredsOfMegabytes_TakesNoMoreMemoryThanASmallOne(int mebibytes)
    {
        Commit(1);
        var small = await PeakMemoryAsync("1 MiB");
        Commit(mebibytes);
        var large = await PeakMemoryAsync($"{mebibytes} MiB");

        Assert.InRange(large, 1, small + (96 * Mebibyte));
    }

    [Fact]
    public async Task Sync_FileThatAnotherProcessReads_IsPlaced()
    {
        Commit(40);

        await site.ConvergeAsync();
        Assert.Equal(40 * Mebibyte, new FileInfo(Path.Combine(site.RootOf("dp-1"), "images/disk.img")).Length);
    }

    // Zeros: they are packed in no time, and not less when they are read.
    private void Commit(int mebibytes)
    {
        site.Repository.Git("config", "core.looseCompression", "1");
        site.Repository.Write("packages/images/disk.img", "");
        using (var file = File.OpenWrite(Path.Combine(site.Repository.Path, "packages/images/disk.img")))
            file.SetLength(mebibytes * Mebibyte);
        site.Commit("estate.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("images"));
    }

    /// <summary>Of the planning process, without those that it starts.</summary>
    private async Task<long> PeakMemoryAsync(string size)
    {
        using var process = site.Start("plan");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal((0, ""), (process.ExitCode, await errors));
        Assert.Contains($"{size} to copy", await output);
        return peak;
    }

    private static long PeakOf(int process)
    {
        try
        {
            const string field = "VmHWM:";
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line[field.Length..^" kB".Length].Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

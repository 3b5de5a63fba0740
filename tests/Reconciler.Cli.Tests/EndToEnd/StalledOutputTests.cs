using System.Diagnostics;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>A pipe or a journal that takes nothing any more must not stop the loop.</summary>
public sealed class StalledOutputTests : IDisposable
{
    private const int Packages = 250;

    private readonly SiteServer site = new();

    [Fact]
    public async Task Run_WhoseOutputNobodyReads_GoesOnCopying()
    {
        Publish(0);
        using var loop = Start();
        for (var version = 1; version <= 4; version++)
        {
            await UntilHeldAsync(loop, version - 1);
            Publish(version);
        }

        // More than a pipe takes was told by now.
        await UntilHeldAsync(loop, 4);
        Assert.True(new FileInfo(Path.Combine(site.State, "events.jsonl")).Length > 100_000);
        loop.Kill();
        await loop.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => site.Dispose();

    private Process Start()
    {
        var command = site.Command("run", "--interval", "1s", "--listen", "off");
        var start = new ProcessStartInfo(command.Program, command.Arguments) { WorkingDirectory = command.WorkingDirectory, RedirectStandardOutput = true };
        foreach (var (name, value) in command.Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>One content for all, so that only the lines are many.</summary>
    private void Publish(int version)
    {
        site.Repository.Write("packages/all/version.txt", $"{version}");
        site.Commit(
            "all.yaml",
            SiteServer.Servers("dp-1") + string.Concat(Enumerable.Range(0, Packages).Select(number => SiteServer.Package(Name(number)).Replace($"packages/{Name(number)}", "packages/all", StringComparison.Ordinal))),
            $"Version {version}");
    }

    private static string Name(int number) => $"a-package-with-a-name-that-fills-a-line-of-a-journal-until-no-more-of-them-fit-into-a-pipe-{number}";

    private async Task UntilHeldAsync(Process loop, int version)
    {
        var watch = Stopwatch.StartNew();
        while (!Enumerable.Range(0, Packages).All(number => Holds(number, version)))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60) && !loop.HasExited, $"version {version} did not come");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private bool Holds(int number, int version)
    {
        var file = Path.Combine(site.RootOf("dp-1"), Name(number), "version.txt");
        return File.Exists(file) && File.ReadAllText(file) == $"{version}";
    }
}

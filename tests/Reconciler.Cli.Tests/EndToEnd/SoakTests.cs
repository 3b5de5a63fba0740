using System.Text.Json;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>
/// The loop for a while: a commit a second, some of them invalid, servers that fail and come back, signals, and requests all the time. At the end
/// everything is where it should be, and the process has not grown. <c>RECONCILER_SOAK=3m</c> makes it longer.
/// </summary>
public sealed class SoakTests : IDisposable
{
    private static readonly string[][] questions =
    [
        ["sync"], ["refresh", "viewer", "--reason", "soak"], ["suspend", "dp-2", "--reason", "soak"], ["sync", "-o", "json"], ["resume", "dp-2"],
        ["verify", "--server", "dp-1"], ["gc"], ["status", "-o", "json"],
    ];

    private readonly ITestOutputHelper output;
    private readonly SiteServer site = new();
    private readonly SoakEstate estate;
    private int asked;

    public SoakTests(ITestOutputHelper output)
    {
        this.output = output;
        estate = new(site);
    }

    private static TimeSpan Length => Environment.GetEnvironmentVariable("RECONCILER_SOAK") switch
    {
        null => TimeSpan.FromSeconds(15),
        [.. var minutes, 'm'] => TimeSpan.FromMinutes(int.Parse(minutes)),
        [.. var seconds, 's'] => TimeSpan.FromSeconds(int.Parse(seconds)),
        var other => throw new FormatException($"RECONCILER_SOAK is '{other}'; write 30s or 3m"),
    };

    [Fact]
    public async Task Run_CommitsFailuresAndRequests_StaysSmallAndConverges()
    {
        estate.Publish();
        using var loop = await RunningLoop.StartAsync(site);
        await loop.UntilItSaysAsync(": converged, 8 placements");
        var samples = new ProcessSamples(loop.Id);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(Length);
        await Task.WhenAll(CommitAsync(end.Token), DisturbAsync(loop, end.Token), AskAsync(0, end.Token), AskAsync(4, end.Token), SampleAsync(samples, end.Token));

        await SettleAsync(loop);
        AssertStayedSmall(samples);
        Assert.Empty(samples.Children());
        await loop.UntilAsync(() => new RequestBox(site).Names.Length == 0, "the end of all requests");
        AssertEventsInOrder();
        await loop.EndAsync("TERM");
        Assert.Equal(0, loop.ExitCode);
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    public void Dispose()
    {
        estate.Dispose();
        site.Dispose();
    }

    private async Task CommitAsync(CancellationToken end)
    {
        while (await RestAsync(TimeSpan.FromSeconds(1), end))
            estate.Publish();
    }

    private async Task DisturbAsync(RunningLoop loop, CancellationToken end)
    {
        for (var step = 0; await RestAsync(TimeSpan.FromSeconds(0.7), end); step++)
        {
            estate.Disturb(step);
            loop.Signal("HUP");
        }
    }

    private static async Task SampleAsync(ProcessSamples samples, CancellationToken end)
    {
        while (await RestAsync(TimeSpan.FromSeconds(0.25), end))
            samples.Take();
    }

    /// <summary>One question after the other; each ends as it would have ended alone: done, not converged, or refused because the commit is invalid.</summary>
    private async Task AskAsync(int first, CancellationToken end)
    {
        for (var turn = first; !end.IsCancellationRequested; turn++)
        {
            var answer = await site.RunAsync(questions[turn % questions.Length]);
            Assert.True(answer.ExitCode is 0 or 3 or 7, $"{string.Join(' ', questions[turn % questions.Length])}: {answer.ExitCode}\n{answer.StandardOutput}{answer.StandardError}");
            Interlocked.Increment(ref asked);
        }
    }

    /// <returns>False at the end.</returns>
    private static async Task<bool> RestAsync(TimeSpan rest, CancellationToken end)
    {
        await Task.Delay(rest, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !end.IsCancellationRequested;
    }

    private async Task SettleAsync(RunningLoop loop)
    {
        estate.EndAllTrouble();
        estate.Publish();
        if (estate.IsInvalid)
            estate.Publish();
        (await site.RunAsync("resume", "dp-2")).EnsureSuccess();
        await site.SyncAsync();
        await loop.UntilAsync(estate.IsEverywhere, $"version {estate.Version} everywhere");
        await loop.UntilItSaysAsync($"{site.Repository.Git("rev-parse", "--short=7", "HEAD").Trim()}: converged, 8 placements");
    }

    private void AssertStayedSmall(ProcessSamples samples)
    {
        var (first, second) = samples.Halves();
        output.WriteLine($"{Length.TotalSeconds:0} s, {estate.Version} commits, {asked} requests; medians of the first and of the second half: memory {first.Memory >> 20} and {second.Memory >> 20} MiB, handles {first.Handles} and {second.Handles}");
        Assert.True(second.Memory < (first.Memory * 12 / 10) + (40 << 20), $"memory grew from {first.Memory >> 20} to {second.Memory >> 20} MiB");
        Assert.True(second.Handles < first.Handles + 20, $"{first.Handles} handles became {second.Handles}");
    }

    private void AssertEventsInOrder()
    {
        var last = DateTimeOffset.MinValue;
        foreach (var line in File.ReadLines(Path.Combine(site.State, "events.jsonl")))
        {
            using var told = JsonDocument.Parse(line);
            var at = told.RootElement.GetProperty("at").GetDateTimeOffset();
            Assert.True(at >= last, $"{at:O} stands behind {last:O}");
            last = at;
        }
    }
}

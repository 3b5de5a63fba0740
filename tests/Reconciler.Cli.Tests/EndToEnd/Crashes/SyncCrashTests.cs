using System.Collections.Concurrent;
using System.Globalization;

namespace Reconciler.Cli.Tests.EndToEnd.Crashes;

/// <summary>
/// A <c>kill -9</c> at the calls that one sync makes and that change something on the disk, one after the other: on the servers, in the state, in the
/// content store, in a mirror, on the published branch. What must be left, and what the next sync may copy, is the table "Where a kill may fall" of the map.
/// </summary>
public sealed class SyncCrashTests(ITestOutputHelper output, SyncCrashTests.Tracing tracing) : IClassFixture<SyncCrashTests.Tracing>
{
    private const int SampleOfEach = 2;
    private const int AtOnce = 2;

    public static TheoryData<string> Scenarios { get; } = [.. CrashScenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Sync_KilledAtAnyCall_LosesNothingAndConvergesAtTheNext(string name)
    {
        var scenario = CrashScenario.All.Single(scenario => scenario.Name == name);
        var count = await CountAsync(scenario);
        int[] points = [.. Chosen(count)];
        output.WriteLine($"{name}: {count} points, {points.Length} taken");
        Assert.True(count >= 50, $"{count} points: the sync was not seen at work");

        var failures = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (point, _) =>
        {
            if (await FailureAsync(scenario, point) is { } failure)
                failures.Add(failure);
        });

        Assert.True(failures.IsEmpty, $"{failures.Count} of {points.Length} kills:\n{string.Join("\n\n", failures)}");
    }

    private async Task<int> CountAsync(CrashScenario scenario)
    {
        using var site = await PreparedAsync(scenario);
        var (result, calls) = await tracing.Tracer.RunAsync(site.Server, ["sync"], killAt: 0);
        result.EnsureSuccess();
        site.AssertConverged([]);
        return calls.Length;
    }

    /// <summary><c>RECONCILER_CRASH_POINT=17,42</c> takes these, <c>RECONCILER_EVERY_CRASH=1</c> every one, and otherwise some that lie evenly.</summary>
    private static IEnumerable<int> Chosen(int count)
    {
        if (Environment.GetEnvironmentVariable("RECONCILER_CRASH_POINT") is { Length: > 0 } named)
            return named.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture));
        return Environment.GetEnvironmentVariable("RECONCILER_EVERY_CRASH") == "1"
            ? Enumerable.Range(1, count)
            : Enumerable.Range(0, SampleOfEach).Select(number => 1 + (((2 * number) + 1) * count / (2 * SampleOfEach)));
    }

    private async Task<string?> FailureAsync(CrashScenario scenario, int point)
    {
        using var site = await PreparedAsync(scenario);
        var (killed, calls) = await tracing.Tracer.RunAsync(site.Server, ["sync"], point);

        // Threads take turns: it may have needed a call or two less this time, and then nothing was cut.
        var at = killed.ExitCode == 137 ? calls[point - 1] : $"its end, {calls.Length} calls";
        try
        {
            site.AssertNothingIsLost();
            var wasSealed = site.Sealed();
            await site.Server.ConvergeAsync();
            site.AssertConverged(wasSealed);
            Assert.Contains("No changes.", await site.Server.ConvergeAsync(), StringComparison.Ordinal);
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return $"point {point}, {at}: {failure.Message}";
        }
    }

    private static async Task<CrashSite> PreparedAsync(CrashScenario scenario)
    {
        var site = new CrashSite();
        if (scenario.Prepare is { } prepare)
        {
            prepare(site);
            await site.Server.ConvergeAsync();
            site.PlantTheirs();
            scenario.Grow(site);
        }

        scenario.Change(site);
        return site;
    }

    /// <summary>Compiled once.</summary>
    public sealed class Tracing : IDisposable
    {
        internal CallTracer Tracer { get; } = new();

        public void Dispose() => Tracer.Dispose();
    }
}

using System.Diagnostics;
using System.Globalization;
using Reconciler.Adapters.Content;
using Reconciler.Adapters.Git;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Benchmarks.Configuration;

/// <summary>
/// How long a large configuration takes to load, validate and plan: in a new process, and in one that goes on after a commit that touches one
/// file. Beside it <c>git archive</c> of the same tree, which reads every file and does nothing with it.
/// </summary>
internal static class ConfigurationBenchmark
{
    private const int Commits = 15;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["cold", var existing])
            return await MeasureAsync(new(existing, 0));

        var directory = Directory.CreateTempSubdirectory("reconciler-benchmark-").FullName;
        try
        {
            var repository = new SyntheticRepository(Path.Combine(directory, "repository.git"), servers: 10_000);
            repository.Create();
            Say("git archive", Median(Enumerable.Range(0, 5).Select(_ => repository.Archive())), "");
            for (var run = 0; run < 3; run++)
                await ColdAsync(repository);
            await WarmAsync(repository);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>A process of its own, from its start to its end.</summary>
    private static async Task ColdAsync(SyntheticRepository repository)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(Environment.ProcessPath!, ["configuration", "cold", repository.Path]);
        await process.WaitForExitAsync();
        Say("new process", clock.Elapsed, "with its start");
    }

    private static async Task<int> MeasureAsync(SyntheticRepository repository)
    {
        using var git = GitRepository.Open(repository.Path);
        var clock = Stopwatch.StartNew();
        var said = await PlanAsync(Reconciliation(git, Directory.CreateTempSubdirectory("reconciler-benchmark-").FullName));
        Say("  cold", clock.Elapsed, said);
        return 0;
    }

    private static async Task WarmAsync(SyntheticRepository repository)
    {
        using var git = GitRepository.Open(repository.Path);
        var reconciliation = Reconciliation(git, Path.Combine(Path.GetDirectoryName(repository.Path)!, "state"));
        var said = await PlanAsync(reconciliation);
        var times = new List<TimeSpan>();
        for (var commit = 0; commit < Commits; commit++)
        {
            repository.ChangeOneFile(commit);
            var clock = Stopwatch.StartNew();
            said = await PlanAsync(reconciliation);
            times.Add(clock.Elapsed);
        }

        Say("one file", Median(times), $"{said}; {times.Min().TotalMilliseconds:N0} to {times.Max().TotalMilliseconds:N0} ms");
    }

    private static async Task<string> PlanAsync(Reconciliation reconciliation)
    {
        var clock = Stopwatch.StartNew();
        var reading = reconciliation.Read(new("main"));
        var read = clock.Elapsed;
        var made = await reconciliation.PlanAsync(reading, new(new("main"), Scope.Everything, Lift.None), CancellationToken.None);
        return string.Create(CultureInfo.InvariantCulture, $"read {read.TotalMilliseconds:N0} ms, {made.Plan.Counts.ToPlace:N0} to place");
    }

    private static Reconciliation Reconciliation(GitRepository git, string state)
    {
        var directory = new StateDirectory(state);
        var files = new StateFiles(
            new TransferPackageFiles(directory), new EstateFile(directory), new CommitRecords(directory), new Approvals(directory), new SavedPlans(directory), new SourceResolutions(directory));
        var store = new ContentStore(directory.Content);
        var remotes = new RemoteRepositories(new(directory.Git, FetchProgram.Own(null), FetchLimits.Default, TimeProvider.System), _ => RemoteAccess.Usual);
        return new(git, files, new Sources(store, files.Sources, _ => true, new(TimeProvider.System, _ => null), remotes, TimeProvider.System), store, AllowList.Nothing, TimeProvider.System);
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : default;

    private static void Say(string what, TimeSpan time, string said)
    {
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-12} {time.TotalMilliseconds,7:N0} ms  peak {self.PeakWorkingSet64 / 1_048_576,5:N0} MiB  {said}"));
    }
}

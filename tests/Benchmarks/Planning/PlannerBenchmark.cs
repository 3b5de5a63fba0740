using System.Collections.Immutable;
using System.Diagnostics;
using Reconciler.Core.Commits;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Benchmarks.Planning;

/// <summary>How long a plan for a hundred million cells takes, made in memory: groups expanded, sets compared, causes, guards, costs, order.</summary>
internal static class PlannerBenchmark
{
    private const int Servers = 10_000;
    private const int Packages = 10_000;
    private const int Runs = 7;

    private static readonly DateTimeOffset now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);
    private static readonly SourcePosition groupLine = new("groups.yaml", 1);

    internal static int Run()
    {
        Console.WriteLine($"{Packages:N0} packages on {Servers:N0} servers; times in ms: first time, then the median of {Runs}");
        Console.WriteLine($"{"",-34}{"desired",16}{"diff",16}{"hash",8}{"file",8}{"actions",12}{"cells",14}");
        var table = new ServerTable();
        var all = table.SetOf(Enumerable.Range(1, Servers).Select(ServerOf));
        var actual = Actual(table, all);
        Measure("nothing to do", Desired(table, Servers, changed: 0), actual);
        Measure("1 % of the packages updated", Desired(table, Servers, changed: Packages / 100), actual);
        Measure("one server added to the group", Desired(table, Servers + 1, changed: 0), actual);
        Measure("one server retired", Desired(table, Servers, changed: 0, retired: 17), actual);
        Measure("first plan: everything to place", Desired(table, Servers, changed: 0), ActualPlacement.None(table));
        Console.WriteLine($"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20:N0} MiB");
        return 0;
    }

    private static void Measure(string what, Func<DesiredPlacement> desired, ActualPlacement actual)
    {
        Plan? plan = null;
        DesiredPlacement? placement = null;
        var placements = Enumerable.Range(0, Runs + 1).Select(_ => Time(() => placement = desired())).ToArray();
        var times = Enumerable.Range(0, Runs + 1).Select(_ => Time(() => plan = Planner.Diff(placement!, actual, new PlanRules(), now))).ToArray();
        var hash = Time(() => _ = plan!.Hash);
        var file = Time(() => PlanFile.Write(plan!, ServerForm.Compact));
        var cells = plan!.Actions.Sum(action => (long)action.Servers.Count);
        Console.WriteLine($"{what,-34}{placements[0],8:N0}{Median(placements[1..]),8:N0}{times[0],8:N0}{Median(times[1..]),8:N0}{hash,8:N0}{file,8:N0}{plan.Actions.Length,12:N0}{cells,14:N0}");
    }

    private static double Time(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);

    /// <summary>Groups are expanded and targets worked out each time it is called.</summary>
    private static Func<DesiredPlacement> Desired(ServerTable table, int servers, int changed, int? retired = null)
    {
        var names = Enumerable.Range(1, servers).ToArray();
        var resources = new ResourceSet(
            [],
            [.. names.Select(number => Server(number, isRetired: number == retired))],
            [new ServerGroup(new("stores"), [.. names.Select(number => new Reference(ServerOf(number).Value, groupLine with { Line = number + 1 }))], [], null, null, groupLine)],
            [.. Enumerable.Range(1, Packages).Select(PackageOf)],
            Policy.Default);
        var contents = resources.Packages.Select((package, i) => (package.Name, Content: ImmutableArray.Create<DesiredContent>(new DesiredContent.Known(DigestOf(i, i < changed ? 2 : 1), "3.1", 1_000_000, now))))
            .ToDictionary(pair => pair.Name, pair => pair.Content);
        var changes = new CommitChanges(ImmutableDictionary<string, FileChange>.Empty.Add("groups.yaml", new("3fa9c1d000000000000000000000000000000000", "Add a server", [Servers + 2])));
        return () => DesiredPlacement.Of(new("3fa9c1d000000000000000000000000000000000", "main", "Add a server", now), changes, resources, table, contents, _ => null);
    }

    private static ActualPlacement Actual(ServerTable table, ServerSet all)
    {
        var records = Enumerable.Range(1, Packages).ToImmutableSortedDictionary(
            number => new PackageName($"package-{number:00000}"),
            number => new TransferPackage(new($"package-{number:00000}"), table)
            {
                // A set of its own for each package, as the records give it.
                Holdings = [new(DigestOf(number - 1, 1), "3.1", "3fa9c1d", 0, all | table.SetOf(ServerOf((number % Servers) + 1)))],
                Proofs = [new(ProofKind.Written, now - TimeSpan.FromDays(1), false, all)],
            });
        var facts = Enumerable.Range(1, Servers).ToImmutableSortedDictionary(ServerOf, number => new ServerFacts(ServerOf(number), $"server-{number:00000}"));
        return new(table, records, facts, ImmutableSortedDictionary<PackageName, string>.Empty, now);
    }

    private static DistributionServer Server(int number, bool isRetired)
    {
        var name = ServerOf(number);
        var at = new SourcePosition("servers.yaml", number);
        return new(name, Labels.None.With("name", name.Value), null, null, new(new(AddressKind.Relative, name.Value), at), new(2, null), new(1, null), isRetired ? at : null, at);
    }

    private static Package PackageOf(int number)
    {
        var at = new SourcePosition($"packages/{number / 100}.yaml", number);
        return new(
            new($"package-{number:00000}"), [new("3.1", new PackageSource.InRepository($"packages/{number}", at), at)],
            [new("3.1", [new Reference("stores", at)], [], [], false, false, at)], [], ["**"], [], $"package-{number:00000}", Existing.Keep, 0, Priority.Normal, null, at);
    }

    private static ServerName ServerOf(int number) => new($"server-{number:00000}");

    private static Digest DigestOf(int package, int version) => Digest.Of([(byte)package, (byte)(package >> 8), (byte)version]);
}

using System.Collections.Immutable;
using System.Text;
using Reconciler.Configuration;
using Reconciler.Configuration.Input;
using Reconciler.Core.Commits;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.Tests.Spools;
using Reconciler.Testing;
using Reconciler.Testing.Servers;

namespace Reconciler.Engine.Tests.Despooling;

/// <summary>An estate in memory: real configuration, real planner, real despooler, on servers and records that a test can look into and break.</summary>
internal sealed class GivenEstate
{
    internal static readonly EstateId Id = new("0123456789abcdef0123456789abcdef");

    internal static readonly DateTimeOffset Start = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    internal InMemoryServerConnector Network { get; } = new();

    internal BreakableRecords Records { get; } = new();

    internal GivenStore Store { get; } = new();

    internal InMemoryStateLock Lock { get; } = new();

    internal ShiftedTime Time { get; } = new(Start);

    internal DespoolerOptions Options { get; set; } = DespoolerOptions.Default;

    /// <summary>Id of the commit that declares it.</summary>
    internal string Commit { get; set; } = new('c', 40);

    /// <summary>YAML without <c>apiVersion</c>: it is added.</summary>
    internal string Configuration { get; set; } = "";

    internal ImmutableArray<DistributionServer> Servers => [.. Desired(new ServerTable()).Resources.Servers];

    internal InMemoryRoot Root(string address) => Network.Root(new(AddressKind.Relative, address));

    internal ActualPlacement Recorded() => Records.Load(new ServerTable(), CancellationToken.None);

    /// <summary>Plans and carries out once.</summary>
    /// <returns>What happened, but for bytes on their way.</returns>
    internal async Task<List<Happened>> DespoolAsync(CancellationToken cancellationToken = default)
    {
        Lock.RaiseAbove(Lock.Epoch);
        var actual = Recorded();
        var desired = Desired(actual.Servers);
        var plan = Planner.Diff(desired, actual, new() { Lift = Lift.All }, Time.GetUtcNow());
        var despooler = new Despooler(new(new TravellingSpool(), Network, new(Store, Store), Records, Options, Time));
        var request = new DespoolRequest(plan, desired, actual, new NoSnapshot(), new(Id, Lock, plan.Hash, plan.Commit.Id));
        var happened = new List<Happened>();
        await foreach (var what in despooler.CarryOutAsync(request, cancellationToken))
        {
            if (what is not Happened.Copied)
                happened.Add(what);
        }

        return happened;
    }

    internal Plan Plan() => Made(Lift.None).Plan;

    /// <summary>With everything that it was made from.</summary>
    internal PlanMade Made(Lift lift)
    {
        var actual = Recorded();
        var desired = Desired(actual.Servers);
        var reading = new Reading(new NoSnapshot(), "", desired.Resources, []);
        return new(reading, desired, actual, Planner.Diff(desired, actual, new() { Lift = lift }, Time.GetUtcNow()), [], [], HasState: true);
    }

    /// <summary>Writes a line that no run of ours wrote.</summary>
    internal void Append(string package, TransferPackageEvent happened)
    {
        var table = new ServerTable();
        Records.Load(table, CancellationToken.None);
        var same = happened with { Servers = table.SetOf(happened.Servers) };
        Records.Append_NeedsLock(Lock, [new(new(package), Time.GetUtcNow(), null, null, null, [same])], []);
    }

    /// <summary>What a reader finds.</summary>
    internal string Shown(string address, string path, string file) => Encoding.UTF8.GetString(Root(address).Visible[path].Entries[file]);

    internal static string ServersNamed(params string[] names) => string.Concat(names.Select(name =>
        $"---\nkind: DistributionServer\nmetadata: {{ name: {name} }}\nspec: {{ address: {name}, default: true }}\n"));

    internal static string PackageNamed(string name, string spec = "") =>
        $"---\nkind: Package\nmetadata: {{ name: {name} }}\nspec: {{ source: {{ path: packages/{name} }}{(spec.Length == 0 ? "" : ", " + spec)} }}\n";

    private DesiredPlacement Desired(ServerTable table)
    {
        var yaml = Configuration.Replace("---\n", "---\napiVersion: reconciler/v1\n", StringComparison.Ordinal);
        var read = ConfigurationReader.Read([new("all.yaml", Encoding.UTF8.GetBytes(yaml))], "");
        var resources = read.Resources ?? throw new InvalidOperationException(string.Join('\n', read.Diagnostics));
        var contents = resources.Packages.ToDictionary(
            package => package.Name,
            package => package.Versions.Select(version => Store.Content(version, Start)).ToImmutableArray());
        return DesiredPlacement.Of(
            new(Commit, "main", "a commit", Start), CommitChanges.None, resources, table, contents, Store.FindManifest);
    }

    private sealed class NoSnapshot : IRepositorySnapshot
    {
        public CommitInfo Commit => throw new NotSupportedException();

        public bool HasDirectory(string path) => false;

        public IEnumerable<ConfigurationFile> ReadConfiguration(string path) => [];

        public ISourceTree? FindSource(PackageSource.InRepository source) => null;
    }
}

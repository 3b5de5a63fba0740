using System.Collections.Immutable;
using Reconciler.Core.Commits;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.Tests.Placements;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.Planning;

/// <summary>
/// A repository (<see cref="Repository"/>), what is recorded, and a clock. Records are folded from events, as they are in a state. A
/// content is named by its package and version, <c>viewer 3.1</c>, or by a third word, <c>viewer 3.1 bytes</c>.
/// </summary>
internal sealed class Scenario
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<PackageName, TransferPackage> records = [];
    private readonly SortedDictionary<ServerName, ServerFacts> facts = [];
    private readonly SortedDictionary<PackageName, string> corrupt = [];
    private Repository repository;
    private CommitChanges changes = CommitChanges.None;
    private int commits = 1;

    public Scenario(string text, ServerTable? table = null)
    {
        repository = Repository.Parse(text);
        Table = table ?? new();
        Table.SetOf(repository.Resources.Servers.Select(server => server.Name));
    }

    public ServerTable Table { get; }

    public string Text => repository.Text;

    public DateTimeOffset Now { get; private set; } = Start;

    public PlanRules Rules { get; set; } = new();

    public DesiredPlacement Desired => DesiredPlacement.Of(
        new(CommitId(commits), "main", $"Commit {commits}", Start), changes, repository.Resources, Table, repository.Contents, FindManifest);

    public ActualPlacement Actual => new(
        Table, records.ToImmutableSortedDictionary(), facts.ToImmutableSortedDictionary(), corrupt.ToImmutableSortedDictionary(), records.Values.Max(record => record.RecordedAt));

    /// <summary>One group, <c>stores</c>, and one package for it, <c>office-viewer 3.1</c>.</summary>
    public static Scenario Given(string[] group, string[] holding) =>
        new Scenario(string.Join('\n', group.Select(name => $"server {name}").Append($"group stores = {string.Join(' ', group)}").Append("package office-viewer 3.1 to stores")))
            .Holding("office-viewer 3.1", holding);

    public static Digest DigestOf(string content) => Repository.ManifestOf(content).Digest;

    public Plan Plan() => Planner.Diff(Desired, Actual, Rules, Now);

    public string[] Lines() => Plan().Lines();

    /// <summary>With its details.</summary>
    public Plan DetailedPlan()
    {
        var plan = Plan();
        return Detailed(plan, plan);
    }

    /// <param name="whole">That <paramref name="part"/> is a part of.</param>
    public Plan Detailed(Plan part, Plan whole) =>
        part with { Details = PlanDetails.Of(part, Desired, whole.AfterRenames(Actual), Rules.Approved.IsDefault ? [] : Rules.Approved) };

    public ServerSet Set(params IEnumerable<string> servers) => Table.SetOf(servers.Select(name => new ServerName(name)));

    public TransferPackage Record(string package) => records.GetValueOrDefault(new(package)) ?? new(new(package), Table);

    /// <summary>A new commit, which changes the lines that the former one did not have.</summary>
    public Scenario Commit(string text)
    {
        commits++;
        var former = Repository.Lines(repository.Text).Select(line => (line.At.File, line.Line)).ToHashSet();
        var files = from line in Repository.Lines(text)
                    group line by line.At.File into file
                    let changed = file.Where(line => !former.Contains((file.Key, line.Line))).Select(line => line.At.Line).ToImmutableHashSet()
                    where !changed.IsEmpty || former.Count(line => line.File == file.Key) != file.Count()
                    select KeyValuePair.Create(file.Key, new FileChange(CommitId(commits), $"Commit {commits}", changed));
        changes = new(files.ToImmutableDictionary());
        repository = Repository.Parse(text);
        Table.SetOf(repository.Resources.Servers.Select(server => server.Name));
        return this;
    }

    /// <summary>The same, of the present text.</summary>
    public Scenario Commit(string old, string replacement) => Commit(repository.Text.Replace(old, replacement, StringComparison.Ordinal));

    /// <summary>Other files of the repository that the commit changed.</summary>
    public Scenario Changing(params string[] files)
    {
        changes = new(changes.Files.SetItems(files.Select(file => KeyValuePair.Create(file, new FileChange(CommitId(commits), $"Commit {commits}", [])))));
        return this;
    }

    /// <summary>Lets time pass.</summary>
    public Scenario After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public Scenario Holding(string content, params string[] servers) =>
        servers.Length == 0 ? this : Happened(NameOf(content), new TransferPackageEvent.Placed(DigestOf(content.Split(' ') is [_, _, var bytes] ? bytes : content), VersionOf(content), 1000, 1000, ProofKind.Written, Set(servers)));

    public Scenario Happened(string package, params TransferPackageEvent[] events)
    {
        var record = Record(package);
        records[new(package)] = record.Apply(new TransferPackageRecord(record.Seq + 1, Now, null, null, CommitId(commits), [.. events]));
        return this;
    }

    public Scenario ServerHappened(string server, params ServerEvent[] events)
    {
        var known = facts.GetValueOrDefault(new(server)) ?? new ServerFacts(new(server));
        facts[new(server)] = known.Apply(new ServerRecord(known.Seq + 1, Now, [.. events]));
        return this;
    }

    public Scenario Corrupt(string package, string damage)
    {
        records.Remove(new(package));
        corrupt[new(package)] = damage;
        return this;
    }

    public Scenario With(TransferPackage record)
    {
        records[record.Name] = record;
        return this;
    }

    public Scenario With(ServerFacts known)
    {
        facts[known.Name] = known;
        return this;
    }

    /// <summary>Every server answers again.</summary>
    public Scenario Recover()
    {
        facts.Clear();
        return this;
    }

    public Scenario With(Func<PlanRules, PlanRules> rules)
    {
        Rules = rules(Rules);
        return this;
    }

    /// <summary>What a run records when all goes well. Held actions stay.</summary>
    public Scenario CarryOut(Plan plan)
    {
        var publishAs = repository.Resources.Packages.ToDictionary(package => package.Name, package => package.PublishAs);
        foreach (var rename in plan.Renames)
            CarryOut(rename);
        foreach (var change in plan.Targets)
            Happened(change.Package.Value, new TransferPackageEvent.Targeted(change.Targets.Generation, change.Targets.Servers));
        foreach (var returned in plan.Returned)
            Happened(returned.Package.Value, new TransferPackageEvent.Declared(returned.Servers));
        foreach (var action in plan.Actions.Where(action => !action.IsHeld))
        {
            foreach (var same in action.Servers.GroupBy(FormOf))
                Happened(action.Package.Value, EventOf(action with { Servers = Table.SetOf(same) }, publishAs.GetValueOrDefault(action.Package), same.Key));
        }

        foreach (var cleanup in plan.Cleanups)
            Happened(cleanup.Package.Value, new TransferPackageEvent.Purged(cleanup.Digest, cleanup.Servers));
        return this;
    }

    /// <summary>For a property that fails.</summary>
    public override string ToString() => $"{Text}\n{string.Join('\n', Lines())}";

    private void CarryOut(ServerRename rename)
    {
        foreach (var record in records.Values.Where(record => record.HoldingOf(rename.From) is not null).ToArray())
        {
            var holding = record.HoldingOf(rename.From)!;
            Happened(
                record.Name.Value,
                new TransferPackageEvent.Observed(holding.Digest, holding.Version, Set(rename.To.Value)) { PublishAs = holding.PublishAs, Permissions = holding.Permissions, Layout = holding.Layout },
                new TransferPackageEvent.Forgotten("renamed", Set(rename.From.Value)));
        }

        ServerHappened(rename.To.Value, new ServerEvent.Visited(facts[rename.From].Address!, null));
        ServerHappened(rename.From.Value, new ServerEvent.Gone("renamed"));
    }

    private (Permissions Permissions, Layout Layout) FormOf(ServerName server) =>
        repository.Resources.Servers.FirstOrDefault(declared => declared.Name == server) is { } declared ? (declared.Permissions.Value, declared.Layout.Value) : default;

    private static TransferPackageEvent EventOf(PlanAction action, string? publishAs, (Permissions Permissions, Layout Layout) form) => action.Kind switch
    {
        ActionKind.Remove => new TransferPackageEvent.Removed(action.From!.Digest, action.Servers),
        ActionKind.Leave => new TransferPackageEvent.Left(action.Servers),
        _ => new TransferPackageEvent.Placed(action.To!.Digest, action.To.Version, 1000, 1000, ProofKind.Written, action.Servers)
        {
            PublishAs = publishAs == action.Package.Value ? null : publishAs,
            Permissions = form.Permissions,
            Layout = form.Layout,
        },
    };

    private Manifest? FindManifest(Digest digest) => repository.Manifests.GetValueOrDefault(digest) ?? manifests.GetValueOrDefault(digest);

    private static readonly Dictionary<Digest, Manifest> manifests =
        new[] { "viewer 3.0", "viewer 3.1", "viewer 3.2" }.Select(Repository.ManifestOf).ToDictionary(manifest => manifest.Digest);

    private static string CommitId(int number) => $"{number:x}c0ffee".PadRight(40, '0');

    private static string NameOf(string content) => content.Split(' ')[0];

    private static string VersionOf(string content) => content.Split(' ')[1];
}

internal static class PlanLines
{
    public static string[] Lines(this Plan plan) => [.. PlanText.Lines(plan)];

    /// <summary>Each action with its cause: <c>+ viewer 3.1 -> dp-1 | estate.yaml:2 in 1c0ffee, "Commit 1"</c>.</summary>
    public static string[] LinesWithCauses(this Plan plan) => [.. plan.Actions.Select(action => $"{PlanText.Line(action)} | {action.Cause}")];

    /// <summary>Every cell with what is done to it, whether it is held or not.</summary>
    public static IEnumerable<(PackageName Package, ServerName Server, ActionKind Kind, Digest? From, Digest? To)> Cells(this Plan plan) =>
        from action in plan.Actions
        from server in action.Servers
        select (action.Package, server, action.Kind, action.From?.Digest, action.To?.Digest);
}

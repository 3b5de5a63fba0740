using System.Collections.Immutable;
using System.Globalization;
using Reconciler.Cli.Reports.Plans;
using Reconciler.Core.Commits;
using Reconciler.Core.Content;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Tests.Reports.Plans;

/// <summary>Plans with everything that a report may tell: one that is read action by action, and one of 5,000 actions.</summary>
internal static class ReportedPlans
{
    private const string Summary = "Roll out 2026.11 to every store in Europe, the Middle East and Africa, and to the two new ones in London that were promised it";

    private static readonly DateTimeOffset now = new(2026, 11, 22, 14, 7, 0, TimeSpan.Zero);

    private static readonly CommitInfo commit = new("3fa9c1d000000000000000000000000000000000", "main", Summary, now.AddHours(-1));

    private static readonly ServerTable table = new();

    /// <summary>Every kind of action, a rename, a server that is left, guards, short space, approvals, cleanups.</summary>
    internal static Plan Usual { get; } = Make(
        [
            Act("viewer", ActionKind.Place, null, Version("3.1", 'a'), Servers("dp-lon-02"), At("stores/london.yaml", 12), copied: 13_000_000, reused: 0),
            Act("office", ActionKind.Update, Version("2026.10", 'b'), Version("2026.11", 'c'), Servers("dp-lon-01-with-a-long-name.example.com", "dp-lon-02-with-a-long-name.example.com", "dp-par-01-with-a-long-name.example.com"), At("packages/office.yaml", 7), copied: 15_000_000, reused: 3_500_000_000),
            Act("fonts", ActionKind.Refresh, Version("9", 'd'), Version("9", 'd'), Servers("dp-par-01"), Cause.Of("drift found 2026-11-20 14:03Z"), copied: 0, reused: 4_000_000),
            Act("price-list", ActionKind.Place, null, null, Stores(1, 37), At("packages/prices.yaml", 3), copied: 0, reused: 0) with { Unread = new("2026-11-22"), Explained = new("emea-stores", 60) },
            Act("old-tool", ActionKind.Remove, Version("1.0", 'e'), null, Stores(1, 40), Cause.Of("no longer declared"), copied: 0, reused: 0) with { Hold = new(HoldReason.Guard, null) },
            Act("viewer", ActionKind.Place, null, Version("3.1", 'a'), Servers("dp-far-01"), At("stores/far.yaml", 2), copied: 0, reused: 0) with { Hold = new(HoldReason.Unreachable, "since 2026-11-21 09:12Z") },
            Act("a", ActionKind.Leave, Version("1", 'f'), null, Servers("dp-rom-09"), Cause.Of("no longer declared"), copied: 0, reused: 0),
        ]) with
    {
        Renames = [new(new("dp-old-1"), new("dp-new-1"))],
        Cleanups = [new(new("viewer"), Digest.Parse(new string('9', 64)), Servers("dp-lon-01", "dp-lon-02"))],
        Guards = [new("40 removals of old-tool, and maxRemovals.perPackage allows 20%: 8 of its 40 holders; approve the plan, or remove it in steps", HoldsRetired: false)],
        UnlistedKeeps = 4999,
        Details = new(
            [
                new(new("office"), Version("2026.10", 'b'), Version("2026.11", 'c'),
                    Entries(3, new("new/one.txt", EntryKind.File, null, 812), new("new/two.txt", EntryKind.File, null, 5_000_000)),
                    Entries(1, new ChangedEntry("old.txt", EntryKind.File, 12, null)),
                    Entries(12, new ChangedEntry("bin/office.exe", EntryKind.File, 9_000_000, 9_500_000), new ChangedEntry("bin/\u202Egpj.exe", EntryKind.File, 1, 2)),
                    Unchanged: 988),
            ],
            [],
            [new(new("dp-lon-02"), 13_000_000, 1_200_000, now.AddMinutes(-12)), new(new("dp-par-01"), 5_000_000, 900_000_000_000, now.AddMinutes(-3))],
            new(TimeSpan.FromSeconds(250), new("dp-lon-02"), Servers("dp-par-01", "dp-lon-03", "dp-lon-04")),
            [new(ProofKind.Written, 999, 40, now.AddDays(-12)), new(ProofKind.Read, 4000, 0, now.AddDays(-3))],
            [new("77d1ab0c00000000", "anna", now.AddDays(9), "store closed", 12)]),
    };

    /// <summary>5,000 actions of seven kinds and reasons, by a few causes and many.</summary>
    internal static Plan Large { get; } = Make(
        [
            .. Many(2900, i => Act($"rollout-{i:0000}", ActionKind.Update, Version("1", 'a'), Version("2", 'b'), Stores(1, 4 + i % 40), At($"packages/{i % 120:000}.yaml", 7), copied: 1_000_000, reused: 9_000_000)),
            .. Many(1200, i => Act($"new-{i:0000}", ActionKind.Place, null, Version("1", 'c'), Stores(1, 1 + i % 9), At("packages/new.yaml", 3 + i), copied: 4_000_000, reused: 0)),
            .. Many(600, i => Act($"drifted-{i:0000}", ActionKind.Refresh, Version("1", 'a'), Version("1", 'a'), Stores(i % 60, 1), Cause.Of($"drift found 2026-11-{1 + i % 20:00} 14:03Z"), copied: 1_000, reused: 1_000_000)),
            .. Many(200, i => Act($"old-{i:0000}", ActionKind.Remove, Version("1", 'a'), null, Stores(1, 60), Cause.Of("no longer declared"), copied: 0, reused: 0) with { Hold = new(HoldReason.Guard, null) }),
            .. Many(60, i => Act($"cut-{i:0000}", ActionKind.Place, null, Version("1", 'a'), Servers("dp-far-01"), At("packages/new.yaml", 3), copied: 0, reused: 0) with { Hold = new(HoldReason.Unreachable, "since 2026-11-21 09:12Z") }),
            .. Many(39, i => Act($"wrong-{i:0000}", ActionKind.Place, null, null, Servers("dp-par-01"), At("packages/new.yaml", 3), copied: 0, reused: 0) with { Hold = new(HoldReason.SourceFailed, "cannot be read") }),
            Act("left", ActionKind.Leave, Version("1", 'f'), null, Servers("dp-rom-09"), Cause.Of("no longer declared"), copied: 0, reused: 0),
        ]) with
    {
        Cleanups = Usual.Cleanups,
        Guards = [.. Enumerable.Range(0, 200).Select(i => new GuardFinding($"60 removals of old-{i:0000}, and maxRemovals.perPackage allows 20%: 12 of its 60 holders", HoldsRetired: false))],
        UnlistedKeeps = 120_000,
        Details = Usual.Details! with { Contents = [], Spaces = [.. Enumerable.Range(1, 9).Select(i => new SpaceNeed(new($"dp-{i:00}"), 13_000_000, 1_200_000, now.AddMinutes(-12)))] },
    };

    internal static PlanSheet Sheet(Plan plan) => PlanSheet.Of(plan, []);

    private static Plan Make(ImmutableArray<PlanAction> actions) => new(commit, now, now.AddMinutes(-4), actions, [], 0, [], [], [], [], now.AddDays(-12));

    private static IEnumerable<PlanAction> Many(int count, Func<int, PlanAction> make) => Enumerable.Range(0, count).Select(make);

    private static PlanAction Act(string package, ActionKind kind, HeldVersion? from, HeldVersion? to, ServerSet servers, Cause cause, long copied, long reused) =>
        new(new(package), kind, from, to, servers, cause, null, null, new(copied, copied == 0 ? table.Empty : servers) { ReusedBytes = reused });

    private static HeldVersion Version(string name, char digest) => new(Digest.Parse(new string(digest, 64)), name);

    private static Cause At(string file, int line) => new(null, new(file, line, 1), new(commit.Id, Summary));

    private static EntryChanges Entries(int count, params ChangedEntry[] named) => new(count, named.Sum(entry => entry.IsBytes ?? entry.WasBytes ?? 0), [.. named]);

    private static ServerSet Servers(params string[] names) => table.SetOf([.. names.Select(name => new ServerName(name))]);

    private static ServerSet Stores(int from, int count) => Servers([.. Enumerable.Range(from, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"dp-store-{i:00}"))]);
}

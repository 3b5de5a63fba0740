using System.Collections.Immutable;
using System.Text;
using Reconciler.Cli.Reports.Plans;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Tests.Reports.Plans;

/// <summary>Plans made by hand, with everything that a report may have to tell.</summary>
internal sealed class SamplePlans
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    private static readonly CauseCommit cause = new("3fa9c1d0000000000000000000000000000000000", "Add dp-lon-02");

    private readonly ServerTable table = new();
    private readonly Func<string, string> spelt;

    /// <param name="spelt">How what others wrote is spelt.</param>
    private SamplePlans(Func<string, string>? spelt = null)
    {
        this.spelt = spelt ?? (text => text);
    }

    /// <summary>Every kind, every place for a text, every fact; small enough to be read.</summary>
    internal static PlanSheet Everything(Func<string, string>? spelt = null) => new SamplePlans(spelt).WithEverything();

    /// <summary>So many actions, each on a few servers of 500, in 20 sites.</summary>
    internal static PlanSheet Large(int actions, int serversEach) => new SamplePlans().WithMany(actions, serversEach);

    /// <summary>A few actions on half of ten thousand servers and more.</summary>
    internal static PlanSheet Wide() => new SamplePlans().WithWideSets();

    /// <summary>A plan that does nothing, and has no details.</summary>
    internal static PlanSheet Nothing() => PlanSheet.Of(new SamplePlans().Plan([]) with { RecordedAt = null }, []);

    private PlanSheet WithEverything()
    {
        var london = Set([.. Enumerable.Range(1, 6).Select(i => $"dp-lon-0{i}")]);
        var paris = Set("dp-par-01", "dp-par-02", "dp-par-03", "dp-par-04");
        var berlin = Set("dp-ber-01", "dp-ber-02");
        var gone = Set("dp-old-01");
        var plan = Plan(
        [
            Action("office-viewer", ActionKind.Update, "3.1", "3.2", (london | paris) - Set("dp-lon-06"), copied: 13_002_341) with { Explained = new(spelt("stores"), 60) },
            Action("office-viewer", ActionKind.Place, null, "3.2", Set("dp-lon-06"), copied: 90_113_000),
            Action("company-fonts", ActionKind.Place, null, "2026-11", berlin, copied: 0, reused: 2_400_000),
            Action("price-list", ActionKind.Refresh, "9", "9", Set("dp-par-01"), copied: 4096) with { Cause = Cause.Of(spelt("drift found 2026-11-20 14:03Z")) with { IsDrift = true } },
            Action("till-software", ActionKind.Remove, "1.0", null, Set("dp-lon-01", "dp-lon-02")) with { Cause = new(spelt("retired"), new(spelt("packages/till.yaml"), 4), cause with { Summary = spelt("Retire the old till") }) },
            Action("old-reports", ActionKind.Remove, "5", null, london) with { Hold = new(HoldReason.Guard, "6 of 6 copies") },
            Action("company-fonts", ActionKind.Place, null, "2026-11", Set("dp-par-03")) with { Hold = new(HoldReason.Unreachable, spelt("since 2026-11-22 09:12Z")) },
            Action("price-list", ActionKind.Place, null, "9", Set("dp-par-04")) with { Hold = new(HoldReason.Suspended, spelt("disk replacement")) { Until = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero) } },
            Action("from-outside", ActionKind.Place, null, null, berlin) with { Unread = new(spelt("7.0")) },
            Action("same-name", ActionKind.Update, "1", "1", berlin, copied: 77),
            Action("price-list", ActionKind.Leave, "8", null, gone),
        ]) with
        {
            Guards = [new(spelt("6 of 6 copies of old-reports would be removed, and maxRemovals.perPackage allows 3"), HoldsRetired: false)],
            Renames = [new(new("dp-lon-1"), new("dp-lon-03"))],
            Cleanups = [new(new(spelt("office-viewer")), DigestOf("office-viewer 3.0"), london)],
            Declined = 12,
            Unreadable = [new(spelt("from-outside"))],
            Suspended = ImmutableSortedDictionary<ServerName, Suspension>.Empty.Add(new("dp-par-04"), new(spelt("disk replacement"), new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)) { By = spelt("ada"), Since = Now.AddDays(-1) }),
            Details = new(
                [Inside()],
                [new(new(spelt("berlin")), berlin), new(new(spelt("london")), london), new(new(spelt("paris")), paris), new(null, gone)],
                [new(new(spelt("dp-ber-01")), 4096, 1 << 30, Now.AddHours(-2)), new(new(spelt("dp-lon-06")), 90_113_000, 52_428_800, Now.AddMinutes(-4))],
                new(TimeSpan.FromMinutes(7), new(spelt("dp-lon-06")), berlin),
                [new(ProofKind.Written, 4000, 12, Now.AddDays(-40)), new(ProofKind.Read, 988, 0, Now.AddDays(-3))],
                [new(PlanHash.Of([]), spelt("ada"), Now.AddDays(3), spelt("agreed with the stores"), 2)]),
        };
        var pending = Plan([Action("price-list", ActionKind.Place, null, "9", Set("dp-ber-01"), copied: 4096)]);
        return Sheet(plan) with { Rest = [new(spelt("Pending anyway: 1 (1 to place)."), pending)], Diagnostics = Problems() };
    }

    private PlanSheet WithMany(int actions, int serversEach)
    {
        var names = Enumerable.Range(0, 500).Select(i => $"dp-{i / 25:00}-{i % 25:00}").ToArray();
        ActionKind[] kinds = [ActionKind.Update, ActionKind.Update, ActionKind.Place, ActionKind.Remove, ActionKind.Refresh];
        var all = Enumerable.Range(0, actions).Select(i => Action(
            $"package-{i:0000}", kinds[i % kinds.Length], kinds[i % kinds.Length] == ActionKind.Place ? null : $"{i % 9}.1", kinds[i % kinds.Length] == ActionKind.Remove ? null : $"{i % 9}.2",
            Set([.. Enumerable.Range(0, serversEach).Select(n => names[(i * 7 + n * 31) % names.Length])]), copied: kinds[i % kinds.Length] == ActionKind.Remove ? 0 : 1000L * i) with
        {
            Cause = new(null, new($"packages/team-{i % 40}.yaml", 1 + i % 900), cause),
            Hold = i % 50 == 49 ? new(HoldReason.Unreachable, "since 2026-11-22 09:12Z") : null,
        });
        var plan = Plan([.. all]);
        return Sheet(plan with { Details = PlanDetails.None with { Sites = [.. names.GroupBy(name => name[..5]).Select(site => new SiteServers(new($"site-{site.Key[3..]}"), Set([.. site])))] } });
    }

    private PlanSheet WithWideSets()
    {
        var sites = Enumerable.Range(0, 100).Select(i => new SiteServers(new($"site-{i:00}"), Set([.. Enumerable.Range(0, 100).Select(n => $"dp-{i:00}-{n:00}")]))).ToImmutableArray();
        var all = sites.Aggregate(table.Empty, (servers, site) => servers | site.Servers);
        var plan = Plan(
        [
            Action("everywhere", ActionKind.Update, "1", "2", all, copied: 1 << 20),
            Action("nearly-everywhere", ActionKind.Update, "1", "2", all - Set("dp-00-00", "dp-42-07"), copied: 1 << 20),
            .. Enumerable.Range(1, 49).Select(i => Action($"ring-{i:00}", ActionKind.Place, null, "2", table.SetOfNumbers(Enumerable.Range(0, 10_000).Where(n => n % 50 < i)), copied: 1 << 20)),
        ]);
        return Sheet(plan with { Details = PlanDetails.None with { Sites = sites } });
    }

    private PlanSheet Sheet(Plan plan) => PlanSheet.Of(plan, []) with { Title = spelt("Plan for add-dp-lon-02 at 3fa9c1d, merged into main at 77aa001"), State = spelt(PlanText.RecordedState(plan)), Ending = spelt(PlanText.Ending(plan)) };

    private Plan Plan(ImmutableArray<PlanAction> actions) => new(
        new("3fa9c1d0000000000000000000000000000000000"[..40], spelt("main"), spelt("Add dp-lon-02"), Now), Now, Now.AddMinutes(-4), actions, [], 0, [], [], [], [], Now.AddDays(-40)) { UnlistedKeeps = 4988 };

    private PlanAction Action(string package, ActionKind kind, string? from, string? to, ServerSet servers, long copied = 0, long reused = 0) => new(
        new(spelt(package)), kind, Version(package, from, "before"), Version(package, to, "after"), servers,
        new(null, new(spelt("stores/london.yaml"), 12), cause with { Summary = spelt(cause.Summary) }), null, null, new(copied * servers.Count, copied == 0 ? table.Empty : servers) { ReusedBytes = reused });

    private HeldVersion? Version(string package, string? version, string bytes) => version is null ? null : new(DigestOf($"{package} {version} {bytes}"), spelt(version));

    private ContentChange Inside() => new(
        new(spelt("office-viewer")), Version("office-viewer", "3.1", "before")!, Version("office-viewer", "3.2", "after")!,
        new(1, 2048, [new(spelt("help/fr.html"), EntryKind.File, null, 2048)]),
        new(1, 900, [new(spelt("help/en.txt"), EntryKind.Symlink, 900, null)]),
        new(120, 12_999_000, [new(spelt("bin/viewer.exe"), EntryKind.File, 12_000_000, 12_400_000), new(spelt("license.txt"), EntryKind.File, 1200, 1200)]), 40);

    private ImmutableArray<Diagnostic> Problems() =>
    [
        new(Severity.Error, "RCN2004", new(spelt("packages/outside.yaml"), 7, 11), spelt("the source 'x' cannot be read")) { Help = spelt("mount it"), Related = [new(new(new(spelt("stores/paris.yaml"), 3, 13), 4), spelt("first named here"))] },
        new(Severity.Warning, "RCN2101", new(spelt("stores/london.yaml"), 12, 5), spelt("the group 'pilot' selects no server")),
    ];

    private ServerSet Set(params string[] names) => table.SetOf(names.Select(name => new ServerName(spelt(name))));

    private static Digest DigestOf(string content) => Digest.Of(Encoding.UTF8.GetBytes(content));
}

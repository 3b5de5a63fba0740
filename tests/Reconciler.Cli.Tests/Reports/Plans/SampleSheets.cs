using System.Collections.Immutable;
using Reconciler.Cli.Reports.Plans;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using static Reconciler.Cli.Tests.Reports.Plans.SheetMaker;

namespace Reconciler.Cli.Tests.Reports.Plans;

/// <summary>Plans that a pull request may bring, small and large.</summary>
internal static class SampleSheets
{
    private const long MiB = 1 << 20;

    internal static PlanSheet NoChanges() => Sheet(Plan(new SheetMaker().Keep(4999)));

    internal static PlanSheet OneAction()
    {
        var make = new SheetMaker();
        return Sheet(Plan(make.Place("office-viewer", "3.1", Line("stores/london.yaml", 12), 13002342, "dp-lon-02"), make.Keep(4999)));
    }

    /// <summary>A branch opens, a version comes, a package goes; and a server has no room, one is away, one waits.</summary>
    internal static PlanSheet Everything()
    {
        var make = new SheetMaker();
        string[] london = ["dp-lon-01", "dp-lon-02", "dp-lon-03"];
        string[] paris = ["dp-par-01", "dp-par-02"];
        var viewer = make.Update("office-viewer", "3.1", "3.2", Line("packages.yaml", 14, "Release the viewer 3.2", "8be1f04"), 4 * MiB, [.. london, "dp-par-01", "dp-hq-1"]);
        var pending = Plan(make.Place("drivers", "12", Line("packages.yaml", 71, "Add the printer drivers", "51c0ffe"), 7 * MiB, "dp-par-01"), Held(make.Place("drivers", "12", Line("packages.yaml", 71, "Add the printer drivers", "51c0ffe"), 0, "dp-par-02"), HoldReason.Unreachable, "since 09:12"));
        var undone = Plan(make.Remove("fonts", "7", Line("packages.yaml", 30, "Take the fonts from London", "51c0ffe"), "dp-lon-03"));
        var plan = Plan(
            make.Place("fonts", "7", Line("stores/london.yaml", 12), 210 * MiB, "dp-lon-02"),
            make.Place("office-viewer", "3.2", Line("stores/london.yaml", 12), 0, "dp-lon-04"),
            make.Place("price-list", "2026-11", Line("stores/london.yaml", 12), 812, "dp-lon-02"),
            viewer with { Explained = new("emea-stores", 60), Copy = viewer.Copy with { ReusedBytes = 3 * 210 * MiB } },
            make.Refresh("drivers", "12", new Cause("drift found 2026-11-20 14:03Z", null, null) { IsDrift = true }, 7 * MiB, "dp-hq-1"),
            Held(make.Remove("till-software", "9.4", Cause.Of("till-software is no longer declared"), [.. london, .. paris]), HoldReason.Guard, null),
            Held(make.Update("office-viewer", "3.1", "3.2", Line("packages.yaml", 14, "Release the viewer 3.2", "8be1f04"), 0, "dp-par-02"), HoldReason.Unreachable, "since 09:12"),
            Held(make.Update("price-list", "2026-10", "2026-11", Line("packages.yaml", 44, "Prices of November", "8be1f04"), 0, "dp-nyc-01"), HoldReason.Suspended, "disk replacement", new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)),
            make.Remove("fonts", "6", new Cause("no longer selected", new("packages.yaml", 30), new("8be1f04".PadRight(40, '0'), "Release the viewer 3.2")), "dp-hq-1"),
            make.Leave("fonts", "dp-old-09"),
            make.Leave("office-viewer", "dp-old-09"),
            make.Keep(4871));
        return Sheet(
            plan with
            {
                Declined = 2,
                Renames = [new(new("dp-ny-1"), new("dp-nyc-01"))],
                Cleanups = [new(new("fonts"), Version("fonts", "5").Digest, make.Set("dp-hq-1", "dp-lon-01"))],
                Guards = [new("5 of 5 copies of till-software would be removed, and maxRemovals.perPackage allows 1", HoldsRetired: false)],
                Details = new(
                    [Viewer()],
                    [new(null, make.Set("dp-hq-1", "dp-old-09")), new(new("london"), make.Set([.. london, "dp-lon-04"])), new(new("new-york"), make.Set("dp-nyc-01")), new(new("paris"), make.Set(paris))],
                    [new(new("dp-lon-02"), 214 * MiB, 120 * MiB, Now.AddHours(-2)), new(new("dp-hq-1"), 11 * MiB, 9000 * MiB, Now.AddHours(-2))],
                    new(TimeSpan.FromSeconds(252), new("dp-lon-02"), make.Set("dp-par-01")),
                    [new(ProofKind.Written, 4100, 12, Now.AddDays(-9)), new(ProofKind.Read, 771, 0, Now.AddDays(-3))],
                    [new("c0ffee11".PadRight(64, '0'), "ada@hq-1", Now.AddDays(2), "Paris closes, see the mail of Monday", 2)]),
            },
            new Diagnostic(Severity.Warning, "RCN3010", new("groups.yaml", 7, 5), "the group 'pilot' selects no server") { Help = "check its selector" },
            new Diagnostic(Severity.Note, "RCN4002", new("stores/paris.yaml", 3, 3), "the suspension of dp-par-01 has expired"))
            with
        {
            Rest = [new(PlanText.Undone(new(undone, undone, undone))!, undone), new(PlanText.Pending(new(pending, pending, pending))!, pending)],
        };
    }

    internal static PlanSheet OnlyHolds()
    {
        var make = new SheetMaker();
        return Sheet(Plan(
            Held(make.Place("viewer", "3.1", Line("stores/paris.yaml", 3), 0, "dp-par-01"), HoldReason.Unreachable, "since 09:12"),
            Held(make.Place("viewer", "3.1", Line("stores/paris.yaml", 3), 0, "dp-par-02"), HoldReason.NotAllowed, "/srv/x is not allowed; add \"/srv\" to allow.roots in the settings")));
    }

    internal static PlanSheet OnlyWaits()
    {
        var make = new SheetMaker();
        return Sheet(Plan(Held(make.Place("viewer", "3.1", Line("stores/paris.yaml", 3), 0, "dp-par-01"), HoldReason.Suspended, "disk replacement", new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero))));
    }

    internal static PlanSheet ChangeThatMovesNothing()
    {
        var pending = Plan(new SheetMaker().Place("drivers", "12", Line("packages.yaml", 71), 7 * MiB, "dp-par-01"));
        return NoChanges() with
        {
            Title = "Plan for change-7 at 3fa9c1d, \"Fix a typo\", merged into main at 51c0ffe, \"Add the printer drivers\"",
            Ending = "This change moves nothing.",
            IsChange = true,
            Rest = [new(PlanText.Pending(new(pending, pending, pending))!, pending)],
        };
    }

    internal static PlanSheet Scoped() => Sheet(Plan(new SheetMaker().Keep(12)) with { Scope = new(["office-*"], [], [], ["london"]) });

    internal static PlanSheet Assumed() => OneAction() with { State = "No recorded state: compared with what main says, as if every server held that" };

    internal static PlanSheet Unread()
    {
        var make = new SheetMaker();
        var place = make.Place("viewer", "3.2", Line("packages.yaml", 3, "Release 3.2"), 0, "dp-1", "dp-2", "dp-3", "dp-4");
        var update = make.Update("fonts", "6", "7", Line("packages.yaml", 9, "New fonts"), 0, "dp-1");
        return Sheet(Plan(place with { To = null, Unread = new("3.2") }, update with { To = null, Unread = new(null) }) with { RecordedAt = null, Unreadable = [new("drivers")] });
    }

    /// <summary>40 sites of 25 servers each get 120 new packages, some 5,000 actions.</summary>
    internal static PlanSheet Large()
    {
        var make = new SheetMaker();
        string[] Servers(int site) => [.. Enumerable.Range(1, 25).Select(i => $"dp-{site:d2}-{i:d2}")];
        ImmutableArray<PlanAction> actions =
        [
            .. from package in Enumerable.Range(1, 123)
               from site in Enumerable.Range(1, 40)
               select make.Place($"package-{package:d3}", "1.0", Line($"sites/site-{site:d2}.yaml", package, $"Give package-{package:d3} to site {site}"), 40 * MiB, Servers(site)),
            .. from package in Enumerable.Range(1, 80)
               select make.Remove($"old-{package:d3}", "0.9", Cause.Of($"old-{package:d3} is no longer declared"), $"dp-01-{package % 25 + 1:d2}"),
        ];
        return Sheet(Plan(actions) with
        {
            Details = PlanDetails.None with { Sites = [.. Enumerable.Range(1, 40).Select(site => new SiteServers(new($"site-{site:d2}"), make.Set(Servers(site))))] },
        });
    }

    private static ContentChange Viewer() => new(
        new("office-viewer"),
        Version("office-viewer", "3.1"),
        Version("office-viewer", "3.2"),
        Changes(2, 3 * MiB, new ChangedEntry("bin/viewer-helper.exe", EntryKind.File, null, 3 * MiB), new ChangedEntry("share/current", EntryKind.Symlink, null, 9)),
        Changes(1, 900, new ChangedEntry("readme.old.txt", EntryKind.File, 900, null)),
        Changes(140, MiB, new ChangedEntry("bin/viewer.exe", EntryKind.File, MiB, MiB + 4096), new ChangedEntry("share/a very long folder name/with | pipes and `ticks`.txt", EntryKind.File, 12, 14)),
        203);
}

using System.Collections.Immutable;
using CsCheck;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using static Reconciler.Core.Tests.Planning.Scenario;

namespace Reconciler.Core.Tests.Planning;

/// <summary>Servers that nothing is done on for a while.</summary>
public class SuspensionTests
{
    private const string Two = "server dp-1 suspended=2026-12-01\nserver dp-2\npackage viewer 3.1 to dp-1,dp-2";

    private static readonly ServerEvent.Suspended byAda = new("ada", "power cut", Start.AddHours(1));

    [Fact]
    public void SuspendedServer_HoldsEverythingThere_AndNothingElsewhere()
    {
        var plan = new Scenario(Two).Holding("old 1", "dp-1").Holding("viewer 3.0", "dp-1").Plan();

        Assert.Equal(
            ["! remove old 1 from dp-1 (suspended until 2026-12-01: disk)", "+ viewer 3.1 -> dp-2", "! update viewer 3.0 to 3.1 -> dp-1 (suspended until 2026-12-01: disk)"],
            plan.Lines());
        Assert.False(plan.OnlyWaits);
        Assert.False(plan.IsConverged);
    }

    [Fact]
    public void Endings_SayWhatWaitsAndUntilWhen()
    {
        var same = new Scenario(Two.Replace("server dp-2", "server dp-2 suspended=2026-12-01", StringComparison.Ordinal)).Plan();
        var several = new Scenario(Two.Replace("server dp-2", "server dp-2 suspended=2026-12-02", StringComparison.Ordinal)).Plan();
        var mixed = new Scenario(Two).ServerHappened("dp-2", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, "")).Plan();

        Assert.Equal("Nothing to do now: 2 on hold (2 suspended until 2026-12-01).", PlanText.Ending(same));
        Assert.Equal("Waiting: 2 (2 suspended until 2026-12-01)", PlanText.Closing(same));
        Assert.Equal("Waiting: 2 (2 suspended)", PlanText.Closing(several));
        Assert.Equal("Nothing to do now: 2 on hold (1 unreachable, 1 suspended until 2026-12-01).", PlanText.Ending(mixed));
        Assert.Equal(PlanText.Ending(mixed), PlanText.Closing(mixed));
    }

    [Fact]
    public void Suspension_GoesBeforeEveryOtherReason()
    {
        var scenario = new Scenario("server dp-1 ignores-case suspended=ever\nserver dp-2\npackage viewer 3.1 to all-servers fault=SourceFailed\npackage lost 1 to all-servers")
            .Corrupt("lost", "line 3 is torn")
            .ServerHappened("dp-1", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, ""))
            .With(rules => rules with { NotAllowed = ImmutableDictionary<ServerName, string>.Empty.Add(new("dp-1"), "add it") });

        Assert.Equal(
            [
                "! place lost -> dp-1 (suspended: disk)",
                "! place lost -> dp-2 (record-corrupt: line 3 is torn)",
                "! place viewer -> dp-1 (suspended: disk)",
                "! place viewer -> dp-2 (source-failed: packages/viewer cannot be read)",
            ],
            scenario.Lines());
    }

    [Fact]
    public void SuspensionFromTheCommandLine_EndsByItself_AndByResume()
    {
        var scenario = new Scenario("server dp-1\npackage viewer 3.1 to dp-1").ServerHappened("dp-1", byAda);
        Assert.Equal(["! place viewer 3.1 -> dp-1 (suspended until 2026-11-22 15:00Z: power cut)"], scenario.Lines());

        Assert.Equal(["+ viewer 3.1 -> dp-1"], scenario.After(TimeSpan.FromHours(1)).Lines());
        scenario.ServerHappened("dp-1", byAda with { Until = null });
        Assert.Equal(["! place viewer 3.1 -> dp-1 (suspended: power cut)"], scenario.Lines());
        Assert.Equal(["+ viewer 3.1 -> dp-1"], scenario.ServerHappened("dp-1", new ServerEvent.Resumed("ada")).Lines());
    }

    [Fact]
    public void Git_WinsWhileItLasts_AndThenTheCommandLineHolds()
    {
        var scenario = new Scenario("server dp-1 suspended=2026-11-23\npackage viewer 3.1 to dp-1").ServerHappened("dp-1", byAda with { Until = null });

        Assert.Equal(["! place viewer 3.1 -> dp-1 (suspended until 2026-11-23: disk)"], scenario.Lines());
        Assert.Equal(["! place viewer 3.1 -> dp-1 (suspended: power cut)"], scenario.After(TimeSpan.FromDays(1)).Lines());
    }

    [Fact]
    public void Guards_CountASuspendedServersHolders()
    {
        var kept = new Scenario("server dp-1 suspended=ever\nserver dp-2\npackage viewer 3.1 to dp-1 min=1").Holding("viewer 3.1", "dp-1", "dp-2");
        Assert.Equal(["- viewer 3.1 from dp-2"], kept.Lines());

        var owed = new Scenario("server dp-1 suspended=ever\nserver dp-2\npackage viewer 3.1 to dp-1 min=1").Holding("viewer 3.1", "dp-2");
        Assert.Contains("! remove viewer 3.1 from dp-2 (guard)", owed.Lines());
    }

    [Fact]
    public void FallbackOfASite_IsJudgedBeforeSuspension()
    {
        var scenario = new Scenario("site london\nserver dp-1 @london tier=store suspended=ever\nserver dp-2 @london default\ngroup stores = {tier=store}\npackage viewer 3.1 to stores sites london fallback");

        Assert.Equal(["! place viewer 3.1 -> dp-1 (suspended: disk)"], scenario.Lines());
    }

    [Fact]
    public void Cleanups_WaitOnASuspendedServer()
    {
        var scenario = new Scenario("server dp-1 suspended=ever\nserver dp-2").Holding("viewer 3.1", "dp-1", "dp-2");
        scenario.Happened("viewer", new TransferPackageEvent.Removed(DigestOf("viewer 3.1"), scenario.Set("dp-1", "dp-2"))).After(TimeSpan.FromDays(2));

        Assert.Equal([scenario.Set("dp-2")], scenario.Plan().Cleanups.Select(cleanup => cleanup.Servers));
    }

    [Fact]
    public void Rename_TakesTheSuspensionAlong()
    {
        var scenario = new Scenario("server dp-new address=/srv/dp\npackage viewer 3.1 to dp-new")
            .ServerHappened("dp-old", new ServerEvent.Visited("/srv/dp", null), byAda with { Until = null });

        Assert.Equal(["= dp-new was dp-old: same address, 0 B", "! place viewer 3.1 -> dp-new (suspended: power cut)"], scenario.Lines());
        Assert.Equal(["= dp-new was dp-old: same address, 0 B", "! place viewer 3.1 -> dp-new (suspended: ready first)"], scenario
            .ServerHappened("dp-old", new ServerEvent.Resumed("ada")).ServerHappened("dp-new", new ServerEvent.Suspended("ada", "ready first", null)).Lines());
    }

    [Fact]
    public void Diff_ASuspendedServer_IsInNoActionThatGoes_AndNoCleanup() =>
        Suspended.Sample(pair =>
        {
            var (scenario, names) = pair;
            var plan = Suspend(scenario, names).Plan();
            var declared = scenario.Desired.Groups.Declared;
            var suspended = scenario.Set(names) & declared;

            Assert.All(plan.Actions.Where(action => action.Kind != ActionKind.Leave), action =>
            {
                Assert.Equal(action.Hold?.Reason == HoldReason.Suspended, action.Servers.Overlaps(suspended));
                Assert.True(!action.Servers.Overlaps(suspended) || action.Servers.IsSubsetOf(suspended));
            });
            Assert.All(plan.Cleanups, cleanup => Assert.False(cleanup.Servers.Overlaps(suspended)));
        });

    [Fact]
    public void Diff_AfterResume_IsAsIfNothingHadBeenSuspended() =>
        Suspended.Sample(pair =>
        {
            var (scenario, names) = pair;
            var never = Written(scenario);
            Suspend(scenario, names);
            foreach (var name in names)
                scenario.ServerHappened(name, new ServerEvent.Resumed("ada"));

            Assert.Equal(never, Written(scenario));
        });

    [Fact]
    public void Diff_Suspending_ChangesNoCellAndNoHash() =>
        Suspended.Sample(pair =>
        {
            var (scenario, names) = pair;
            var before = scenario.Plan();
            var after = Suspend(scenario, names).Plan();

            Assert.Equal(before.Hash, after.Hash);
            Assert.Equal(before.Cells().ToHashSet(), after.Cells().ToHashSet());
        });

    private static Gen<(Scenario Scenario, string[] Names)> Suspended { get; } =
        Gen.Select(GenScenarios.All, Gen.Shuffle(new[] { "dp-1", "dp-2", "dp-3", "dp-4" }, 1, 3));

    private static Scenario Suspend(Scenario scenario, string[] names)
    {
        foreach (var name in names)
            scenario.ServerHappened(name, byAda with { Until = null });
        return scenario;
    }

    private static string Written(Scenario scenario) => System.Text.Encoding.UTF8.GetString(PlanFile.Write(scenario.Plan(), ServerForm.Names));
}

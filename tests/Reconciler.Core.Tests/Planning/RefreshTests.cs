using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;
using static Reconciler.Core.Tests.Planning.Scenario;

namespace Reconciler.Core.Tests.Planning;

/// <summary>Who holds the wanted digest and is refreshed all the same.</summary>
public class RefreshTests
{
    private const string Refreshing = "server dp-1\nserver dp-2\ngroup stores = dp-1 dp-2\npackage viewer 3.1 to stores refresh";

    private static readonly Core.Content.Digest wanted = DigestOf("viewer 3.1");

    [Fact]
    public void Diff_DriftFound_RefreshesAndCopies()
    {
        var scenario = Kept("dp-1", "dp-2");
        scenario.Happened("viewer", new TransferPackageEvent.Drifted(wanted, 0, 2, "a.txt", scenario.Set("dp-2")));
        var plan = scenario.Plan();

        Assert.Equal(["* viewer 3.1 -> dp-2 | drift found 2026-11-22 14:00Z"], plan.LinesWithCauses());
        Assert.Equal("Plan: 0 to place, 0 to update, 1 to refresh, 0 to remove, 0 on hold, 1 unchanged; 1000 B to copy to 1 server.", PlanText.Ending(plan));
    }

    [Fact]
    public void Diff_RefreshAskedFor_SaysWhoseWords()
    {
        var scenario = Kept("dp-1", "dp-2");
        scenario.Happened(
            "viewer", new TransferPackageEvent.RefreshAsked("users see garbage", scenario.Set("dp-1")), new TransferPackageEvent.RefreshAsked(null, scenario.Set("dp-2")));

        Assert.Equal(
            ["* viewer 3.1 -> dp-1 | refresh asked for 2026-11-22 14:00Z: users see garbage", "* viewer 3.1 -> dp-2 | refresh asked for 2026-11-22 14:00Z"],
            scenario.Plan().LinesWithCauses());
        Assert.Empty(scenario.CarryOut(scenario.Plan()).Lines());
    }

    [Fact]
    public void Diff_SeveralReasons_GivesTheFirst()
    {
        var scenario = Kept("dp-1");
        scenario.Happened(
            "viewer",
            new TransferPackageEvent.RefreshAsked(null, scenario.Set("dp-1")),
            new TransferPackageEvent.Drifted(wanted, 0, 2, null, scenario.Set("dp-1")),
            new TransferPackageEvent.Begun(wanted, wanted, null, scenario.Set("dp-1")));

        Assert.Equal(["+ viewer 3.1 -> dp-2", "* viewer 3.1 -> dp-1"], scenario.Lines());
        Assert.Equal("interrupted 2026-11-22 14:00Z", scenario.Plan().Actions[1].Cause.ToString());
    }

    [Fact]
    public void Diff_EqualReasons_AreOneAction()
    {
        var scenario = Kept("dp-1", "dp-2");
        scenario.Happened(
            "viewer",
            new TransferPackageEvent.Begun(wanted, wanted, null, scenario.Set("dp-1")),
            new TransferPackageEvent.Begun(wanted, DigestOf("viewer 3.0"), null, scenario.Set("dp-2")));

        Assert.Equal(["* viewer 3.1 -> dp-1, dp-2"], scenario.Lines());
    }

    [Fact]
    public void Diff_ExistingKeep_NewTargetTouchesNobodyElse() =>
        Assert.Equal(["+ viewer 3.1 -> dp-2"], Kept("dp-1").Lines());

    [Fact]
    public void Diff_ExistingRefresh_NewTargetRefreshesTheOthersOnce()
    {
        var scenario = Converged();
        var plan = scenario.Commit(Refreshing.Replace("= dp-1 dp-2", "= dp-1 dp-2 dp-3", StringComparison.Ordinal) + "\nserver dp-3").Plan();

        Assert.Equal(
            [
                "+ viewer 3.1 -> dp-3 | estate.yaml:3 in 2c0ffee, \"Commit 2\"",
                "* viewer 3.1 -> dp-1, dp-2 | existing: refresh, and a server was added (targets 2); estate.yaml:3 in 2c0ffee, \"Commit 2\"",
            ],
            plan.LinesWithCauses());
        Assert.Equal(1000, plan.Counts.Bytes);
        Assert.Empty(scenario.CarryOut(plan).Lines());
    }

    [Fact]
    public void Diff_ExistingRefresh_NewTargetThatCannotBeReached_NeverRefreshesAgain()
    {
        var scenario = Converged().Commit(Refreshing.Replace("= dp-1 dp-2", "= dp-1 dp-2 dp-3", StringComparison.Ordinal) + "\nserver dp-3")
            .ServerHappened("dp-3", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, "no answer"));

        var first = scenario.Plan();
        Assert.Equal(["! place viewer 3.1 -> dp-3 (unreachable since 2026-11-22 14:00Z)", "* viewer 3.1 -> dp-1, dp-2"], first.Lines());

        scenario.CarryOut(first).After(TimeSpan.FromDays(1));
        Assert.Equal(["! place viewer 3.1 -> dp-3 (unreachable since 2026-11-22 14:00Z)"], scenario.Lines());
        Assert.Empty(scenario.Plan().Targets);

        scenario.ServerHappened("dp-3", new ServerEvent.Visited("dp-3", null));
        Assert.Equal(["+ viewer 3.1 -> dp-3"], scenario.Lines());
    }

    [Fact]
    public void Diff_ExistingRefresh_ATargetTakenAway_CountsNothing()
    {
        var scenario = Converged();
        var plan = scenario.Commit("= dp-1 dp-2", "= dp-1").Plan();

        Assert.Equal(["- viewer 3.1 from dp-2"], plan.Lines());
        Assert.Equal(1, plan.Targets.Single().Targets.Generation);
        Assert.Empty(scenario.CarryOut(plan).Lines());

        // Coming back is coming anew.
        Assert.Equal(["+ viewer 3.1 -> dp-2", "* viewer 3.1 -> dp-1"], scenario.Commit("= dp-1", "= dp-1 dp-2").Lines());
    }

    [Fact]
    public void Diff_ExistingRefresh_OneThatWasMissed_IsRefreshedWhenItIsBack()
    {
        var scenario = Converged().ServerHappened("dp-1", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, ""));
        scenario.Commit(Refreshing.Replace("= dp-1 dp-2", "= dp-1 dp-2 dp-3", StringComparison.Ordinal) + "\nserver dp-3");
        scenario.CarryOut(scenario.Plan()).ServerHappened("dp-1", new ServerEvent.Visited("dp-1", null));

        Assert.Equal(["* viewer 3.1 -> dp-1"], scenario.Lines());
    }

    [Fact]
    public void Diff_RefreshTurnedOnLater_RefreshesNobody()
    {
        var scenario = Kept("dp-1", "dp-2").Commit("to stores", "to stores refresh");
        var plan = scenario.Plan();

        Assert.Empty(plan.Actions);
        Assert.Equal(0, plan.Targets.Single().Targets.Generation);
        Assert.Empty(scenario.CarryOut(plan).Plan().Targets);
    }

    [Fact]
    public void Diff_RefreshTurnedOffAndOn_CountsNothingMeanwhile()
    {
        var scenario = Converged().Commit(Refreshing.Replace(" refresh", "", StringComparison.Ordinal).Replace("= dp-1 dp-2", "= dp-1 dp-2 dp-3", StringComparison.Ordinal) + "\nserver dp-3");
        Assert.Equal(["+ viewer 3.1 -> dp-3"], scenario.Lines());

        scenario.CarryOut(scenario.Plan()).Commit("to stores", "to stores refresh");
        Assert.Empty(scenario.Lines());
    }

    [Fact]
    public void Diff_DriftWhileTheSourceFails_WaitsForTheSource()
    {
        var scenario = new Scenario("server dp-1\nserver dp-2\nserver dp-3\npackage viewer 3.1 to dp-1,dp-2,dp-3 fault=SourceFailed").Holding("viewer 3.1", "dp-1", "dp-2");
        scenario.Happened("viewer", new TransferPackageEvent.Drifted(wanted, 0, 2, null, scenario.Set("dp-2")));
        var plan = scenario.Plan();

        Assert.Equal(
            ["! place viewer -> dp-3 (source-failed: packages/viewer cannot be read)", "! refresh viewer 3.1 -> dp-2 (source-failed: packages/viewer cannot be read)"],
            plan.Lines());
        Assert.Equal(1, plan.Counts.Unchanged);
    }

    private static Scenario Kept(params string[] holders) =>
        new Scenario(Refreshing.Replace(" refresh", "", StringComparison.Ordinal)).Holding("viewer 3.1", holders);

    private static Scenario Converged()
    {
        var scenario = new Scenario(Refreshing);
        return scenario.CarryOut(scenario.Plan());
    }
}

using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Tests.Planning;

/// <summary>How servers show packages: what a change of that costs, and which versions may not change.</summary>
public class LayoutTests
{
    private const string Versions = "server dp-1 layout=versions\nserver dp-2\npackage viewer 3.1 to dp-1,dp-2";

    [Fact]
    public void Layout_Changed_IsARefreshAtNoBytesWithItsLine()
    {
        var scenario = Converged(Versions.Replace(" layout=versions", "", StringComparison.Ordinal));
        var plan = scenario.Commit("server dp-1", "server dp-1 layout=versions").Plan();

        Assert.Equal(["* viewer 3.1 -> dp-1 | layout was current, and is to be versions; estate.yaml:1 in 2c0ffee, \"Commit 2\""], plan.LinesWithCauses());
        Assert.Equal("Plan: 0 to place, 0 to update, 1 to refresh, 0 to remove, 0 on hold, 1 unchanged; 0 B to copy to 0 servers.", PlanText.Ending(plan));
        Assert.Empty(scenario.CarryOut(plan).Lines());
    }

    [Fact]
    public void Layout_NoLongerSaid_IsTakenBack()
    {
        var plan = Converged(Versions).Commit(" layout=versions", "").Plan();

        Assert.Equal(["* viewer 3.1 -> dp-1 | layout was versions, and is to be current"], plan.LinesWithCauses());
    }

    [Fact]
    public void Version_WithAnotherContent_IsHeldWhereItIsShown()
    {
        var plan = Converged(Versions).Commit("package viewer 3.1", "package viewer 3.1 content=other").Plan();

        Assert.Equal(
            ["! update viewer 3.1 (a76d30e6700e) to 3.1 (52495af6dc53) -> dp-1 (version-changed: 3.1 is there with another content; give it a new version)", "~ viewer 3.1 (a76d30e6700e) to 3.1 (52495af6dc53) -> dp-2"],
            plan.Lines());
        Assert.Equal(HoldClass.NotConverged, plan.Actions.Single(action => action.IsHeld).Hold!.Reason.Class());
    }

    [Fact]
    public void Version_WithAnotherContentThanTheOneBefore_IsHeldToo()
    {
        var scenario = Converged(Versions);
        scenario = scenario.CarryOut(scenario.Commit("viewer 3.1", "viewer 3.2").Plan());

        Assert.Equal(
            ["! update viewer 3.2 to 3.1 -> dp-1 (version-changed: 3.1 is there with another content; give it a new version)", "~ viewer 3.2 to 3.1 -> dp-2"],
            scenario.Commit("viewer 3.2", "viewer 3.1 content=other").Lines());
    }

    [Fact]
    public void Version_WithTheContentOfTheOneBefore_GoesBack()
    {
        var scenario = Converged(Versions);
        scenario = scenario.CarryOut(scenario.Commit("viewer 3.1", "viewer 3.2").Plan());

        Assert.Equal(["~ viewer 3.2 to 3.1 -> dp-1, dp-2"], scenario.Commit("viewer 3.2", "viewer 3.1").Lines());
    }

    [Fact]
    public void Version_OfTheSameContent_IsShownAnewWhereItIsAPath()
    {
        var scenario = Converged(Versions + " content=same");
        var plan = scenario.Commit("viewer 3.1", "viewer 3.2").Plan();

        Assert.Equal(["* viewer 3.2 -> dp-1 | shown as version 3.1, and is to be 3.2; estate.yaml:3 in 2c0ffee, \"Commit 2\""], plan.LinesWithCauses());
        Assert.Empty(scenario.CarryOut(plan).Lines());
    }

    [Fact]
    public void Version_OnceShownUnderTheOtherLayout_MayChange()
    {
        var plan = Converged(Versions.Replace(" layout=versions", "", StringComparison.Ordinal))
            .Commit("dp-1\n", "dp-1 layout=versions\n").Commit("viewer 3.1", "viewer 3.1 content=other").Plan();

        Assert.DoesNotContain(plan.Actions, action => action.IsHeld);
    }

    [Fact]
    public void Withdrawn_FromAServerWithVersions_IsRecordedAsOne()
    {
        var scenario = Converged(Versions);
        var record = scenario.CarryOut(scenario.Commit("to dp-1,dp-2", "to dp-2 except dp-1").Plan()).Record("viewer");

        Assert.Equal((Layout.Versions, true), (Assert.Single(record.OutOfSight).Layout, record.OutOfSight[0].IsWithdrawn));
    }

    private static Scenario Converged(string text)
    {
        var scenario = new Scenario(text);
        return scenario.CarryOut(scenario.Plan());
    }
}

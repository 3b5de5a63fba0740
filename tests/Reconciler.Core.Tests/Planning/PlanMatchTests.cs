using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;
using static Reconciler.Core.Tests.Planning.Scenario;

namespace Reconciler.Core.Tests.Planning;

/// <summary>A saved plan against the plan made now.</summary>
public class PlanMatchTests
{
    private const string Estate = "server dp-1\nserver dp-2\nserver dp-3\npackage viewer 3.1 to dp-1,dp-2\npackage other 1 to dp-3";

    [Fact]
    public void Moved_NothingHappened_IsNothing()
    {
        var scenario = Base();

        Assert.Empty(Moved(scenario, scenario.Plan()));
    }

    [Fact]
    public void Moved_DoneCells_DropOut()
    {
        var scenario = Base();
        var saved = scenario.Plan();
        Assert.Equal(["+ other 1 -> dp-3", "+ viewer 3.1 -> dp-2", "~ viewer 3.0 to 3.1 -> dp-1", "- viewer 3.0 from dp-3"], saved.Lines());

        Assert.Empty(Moved(scenario.Holding("viewer 3.1", "dp-1"), saved));
        Assert.Empty(Moved(scenario.CarryOut(scenario.Plan()), saved));
    }

    [Fact]
    public void Moved_NewWork_IsNamed()
    {
        var scenario = Base();
        var saved = scenario.Plan();

        Assert.Equal(["other on dp-1: place is not in the saved plan; was: nothing to do; is: place 1"], Moved(scenario.Commit("other 1 to dp-3", "other 1 to dp-1,dp-3"), saved));
    }

    [Fact]
    public void Moved_LessWork_IsASubset()
    {
        var scenario = Base();
        var saved = scenario.Plan();

        Assert.Empty(Moved(scenario.Commit("package other 1 to dp-3", ""), saved));
    }

    [Fact]
    public void Moved_OtherContent_IsNamedCellByCell()
    {
        var scenario = Base();
        var saved = scenario.Plan();

        Assert.Equal(
            ["viewer on dp-1: holds neither what the saved plan found nor what it wants (update); was: holding 3.0; is: holding 2.9", "viewer on dp-1: update is not in the saved plan; was: update 3.0 to 3.1; is: update 2.9 to 3.1"],
            Moved(scenario.Holding("viewer 2.9", "dp-1"), saved));
    }

    [Fact]
    public void Moved_CellThatHoldsNothingAnyMore_IsNamed()
    {
        var scenario = Base();
        var saved = scenario.Plan();
        scenario.Happened("viewer", new TransferPackageEvent.Lost(scenario.Set("dp-1", "dp-3")));

        // Nothing on dp-3 is what the removal wanted.
        Assert.Equal(
            ["viewer on dp-1: holds neither what the saved plan found nor what it wants (update); was: holding 3.0; is: holding nothing", "viewer on dp-1: place is not in the saved plan; was: update 3.0 to 3.1; is: place 3.1"],
            Moved(scenario, saved));
    }

    [Fact]
    public void Moved_InterruptedCell_MayHoldEither()
    {
        var scenario = Base();
        var saved = scenario.Plan();
        scenario.Happened("viewer", new TransferPackageEvent.Begun(DigestOf("viewer 3.0"), DigestOf("viewer 3.1"), null, scenario.Set("dp-1")));

        Assert.Empty(Moved(scenario, saved));
    }

    [Fact]
    public void Moved_ANewHold_IsNoReason()
    {
        var scenario = Base();
        var saved = scenario.Plan();

        Assert.Empty(Moved(scenario.ServerHappened("dp-1", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, "")), saved));
    }

    [Fact]
    public void Moved_ARename_IsSeenByBoth()
    {
        var scenario = new Scenario("server dp-new address=/srv/a\npackage viewer 3.1 to all-servers").Holding("viewer 3.0", "dp-old").ServerHappened("dp-old", new ServerEvent.Visited("/srv/a", null));
        var saved = scenario.Plan();
        Assert.Equal(["= dp-new was dp-old: same address, 0 B", "~ viewer 3.0 to 3.1 -> dp-new"], saved.Lines());

        Assert.Empty(Moved(scenario, saved));
        Assert.Empty(Moved(scenario.CarryOut(scenario.Plan()), saved));
    }

    [Fact]
    public void Covered_IsTheSameStepOnTheSameServers()
    {
        var scenario = Base();
        var saved = scenario.Plan();
        var place = scenario.Commit("viewer 3.1 to dp-1,dp-2", "viewer 3.1 to dp-1,dp-2,dp-3").Holding("viewer 3.1", "dp-1").Plan().Actions.Single(action => action is { Kind: ActionKind.Update });

        Assert.True(PlanMatch.Covered(saved, place).IsEmpty);
        Assert.Equal("dp-2", PlanMatch.Covered(saved, scenario.Plan().Actions.Single(action => action.Kind == ActionKind.Place && action.Package.Value == "viewer")).ToString());
    }

    private static Scenario Base() => new Scenario(Estate).Holding("viewer 3.0", "dp-1", "dp-3");

    private static string[] Moved(Scenario scenario, Plan saved) =>
        [.. PlanMatch.Moved(saved, scenario.Plan(), scenario.Actual).Select(cells => $"{cells.Package} on {cells.Servers}: {cells.Reason}; was: {cells.Was}; is: {cells.Is}")];
}

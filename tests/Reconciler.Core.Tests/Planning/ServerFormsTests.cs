using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.Planning;

/// <summary>Fields of servers that say how a package stands there.</summary>
public class ServerFormsTests
{
    private const string Two = "server dp-1 permissions=0640/0750\nserver dp-2 permissions=0640/0750\npackage viewer 3.1 to dp-1,dp-2";

    [Fact]
    public void Permissions_AsTheyWereGiven_ChangeNothing() => Assert.Empty(Converged().Lines());

    [Fact]
    public void Permissions_Changed_RefreshAtNoBytes()
    {
        var plan = Converged().Commit("dp-1 permissions=0640/0750", "dp-1 permissions=0644/-").Plan();

        Assert.Equal(
            ["* viewer 3.1 -> dp-1 | permissions were files 0640, directories 0750, and are to be files 0644; estate.yaml:1 in 2c0ffee, \"Commit 2\""],
            plan.LinesWithCauses());
        Assert.Equal("Plan: 0 to place, 0 to update, 1 to refresh, 0 to remove, 0 on hold, 1 unchanged; 0 B to copy to 0 servers.", PlanText.Ending(plan));
    }

    [Fact]
    public void Permissions_NoLongerSaid_AreTakenBack()
    {
        var scenario = Converged();
        var plan = scenario.Commit(" permissions=0640/0750", "").Plan();

        Assert.Equal(
            ["* viewer 3.1 -> dp-1, dp-2 | permissions were files 0640, directories 0750, and are to be inherited from the root"], plan.LinesWithCauses());
        Assert.Empty(scenario.CarryOut(plan).Lines());
    }

    [Fact]
    public void Permissions_OfEachServerAtItsOwnLine_AreAnActionEach() =>
        Assert.Equal(
            ["* viewer 3.1 -> dp-1", "* viewer 3.1 -> dp-2"],
            new Scenario(Two.Replace(" permissions=0640/0750", "", StringComparison.Ordinal)).Holding("viewer 3.1", "dp-1", "dp-2").Commit(Two).Lines());

    [Fact]
    public void Permissions_SeenOnTheServer_CountAsGiven()
    {
        var scenario = new Scenario(Two).Holding("viewer 3.1", "dp-2");
        scenario.Happened("viewer", new TransferPackageEvent.Observed(Scenario.DigestOf("viewer 3.1"), "3.1", scenario.Set("dp-1", "dp-2")) { Permissions = new(0x1A0, 0x1E8) });

        Assert.Empty(scenario.Lines());
    }

    [Fact]
    public void NameFault_HoldsForServersThatIgnoreCase()
    {
        var plan = new Scenario("server dp-1 ignores-case\nserver dp-2\npackage viewer 3.1 to dp-1,dp-2 names=aux").Plan();

        Assert.Equal(
            ["! place viewer 3.1 -> dp-1 (source-failed: no Windows server can hold 'aux')", "+ viewer 3.1 -> dp-2"], plan.Lines());
        Assert.Equal(HoldClass.NotConverged, plan.Actions[0].Hold!.Reason.Class());
    }

    [Fact]
    public void NameFault_OfWhatIsHeldAlready_HoldsNothingElse()
    {
        const string held = "server dp-1 ignores-case\nserver dp-2\npackage viewer 3.1 to dp-1,dp-2 names=aux";
        var scenario = new Scenario(held).Holding("viewer 3.1", "dp-1", "dp-2");

        Assert.Empty(scenario.Lines());
        Assert.Equal(["- viewer 3.1 from dp-1"], scenario.Commit("to dp-1,dp-2", "to dp-2").Lines());
    }

    private static Scenario Converged()
    {
        var scenario = new Scenario(Two);
        return scenario.CarryOut(scenario.Plan());
    }
}

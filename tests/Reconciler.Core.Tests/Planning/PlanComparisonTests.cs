using CsCheck;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;

namespace Reconciler.Core.Tests.Planning;

public class PlanComparisonTests
{
    private const string Two = "server dp-1\nserver dp-2\ngroup stores = dp-1 dp-2\n";

    [Fact]
    public void Of_AChangeOfOnePackage_LeavesTheOtherPending()
    {
        var scenario = new Scenario(Two + "package a 1 to stores\npackage b 1 to dp-1");
        var without = scenario.Plan();
        var with = scenario.Commit("package b 1 to dp-1", "package b 1 to dp-1,dp-2").Plan();

        var comparison = PlanComparison.Of(without, with);

        Assert.Equal(["+ b 1 -> dp-2"], comparison.Change.Lines());
        Assert.Equal(["+ a 1 -> dp-1, dp-2", "+ b 1 -> dp-1"], comparison.Pending.Lines());
        Assert.Empty(comparison.Undone.Lines());
        Assert.Equal("Pending anyway: 3 (3 to place).", PlanText.Pending(comparison));
    }

    [Fact]
    public void Of_AnotherVersion_TakesThePlaceOfWhatWasPending()
    {
        var scenario = new Scenario(Two + "package a 1 to stores").Holding("a 1", "dp-1");
        var without = scenario.Plan();
        var with = scenario.Commit("package a 1", "package a 2").Plan();

        var comparison = PlanComparison.Of(without, with);

        Assert.Equal(["+ a 2 -> dp-2", "~ a 1 to 2 -> dp-1"], comparison.Change.Lines().Order(StringComparer.Ordinal));
        Assert.Equal(["+ a 1 -> dp-2"], comparison.Undone.Lines());
        Assert.Null(PlanText.Pending(comparison));
        Assert.Equal("No longer to do: 1 (1 to place).", PlanText.Undone(comparison));
    }

    [Fact]
    public void Of_TheSamePlan_MovesNothing()
    {
        var plan = new Scenario(Two + "package a 1 to stores").Plan();

        var comparison = PlanComparison.Of(plan, plan);

        Assert.True(comparison.IsEmpty);
        Assert.Equal("This change moves nothing.", PlanText.Ending(comparison));
    }

    /// <summary>Each cell of the two plans stands in exactly one of the three.</summary>
    [Fact]
    public void Of_AnyTwoPlans_PartsThemCellByCell() =>
        Gen.Select(GenScenarios.All, GenScenarios.All).Sample((one, other) =>
        {
            var without = one.Plan();
            var with = one.Commit(other.Text).Plan();

            var comparison = PlanComparison.Of(without, with);

            Assert.Equal(Moves(with), Moves(comparison.Change).Concat(Moves(comparison.Pending)).Order(StringComparer.Ordinal));
            Assert.Equal(Moves(without).Except(Moves(with), StringComparer.Ordinal), Moves(comparison.Undone));
            Assert.Empty(Moves(comparison.Change).Intersect(Moves(without), StringComparer.Ordinal));
        });

    /// <summary>Without records, what a change is merged into is taken for done.</summary>
    [Fact]
    public void Assumed_OfAnyCommit_LeavesNothingToDo() =>
        GenScenarios.Sound.Sample(scenario =>
        {
            var desired = scenario.Desired;
            var plan = Planner.Diff(desired, AssumedPlacement.Of(desired, scenario.Table), new(), scenario.Now);

            Assert.Empty(plan.Lines());
        });

    private static string[] Moves(Plan plan) =>
        [.. plan.Actions.SelectMany(action => action.Servers.Select(server => $"{action.Package} {server} {action.Kind} {action.From} {action.To} {action.Unread} {action.Hold?.Reason}")).Order(StringComparer.Ordinal)];
}

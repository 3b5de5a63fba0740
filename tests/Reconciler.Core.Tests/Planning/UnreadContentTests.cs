using System.Text;
using Reconciler.Core.Planning;

namespace Reconciler.Core.Tests.Planning;

/// <summary>Plans that are made where a source cannot be read, as in the pipeline of a pull request.</summary>
public sealed class UnreadContentTests
{
    private const string Three = "server dp-1\nserver dp-2\nserver dp-3\n";

    [Fact]
    public void UnreadContent_IsPlannedAndSaidSo()
    {
        var plan = new Scenario($"{Three}package viewer 3.2 to dp-1,dp-2 unread=yes\npackage other 1 to dp-1").Holding("viewer 3.1", "dp-1", "dp-3").Plan();

        Assert.Equal(
            [
                "+ other 1 -> dp-1",
                "+ viewer 3.2 -> dp-2 (content not read here)",
                "~ viewer 3.1 to 3.2 -> dp-1 (content not read here)",
                "- viewer 3.1 from dp-3",
            ],
            plan.Lines());
        Assert.Equal((2, 1, 1), (plan.Counts.ToPlace, plan.Counts.ToUpdate, plan.Counts.ToRemove));
    }

    [Fact]
    public void UnreadContent_LeavesHoldersOfTheDeclaredVersionInPeace() =>
        Assert.Empty(new Scenario($"{Three}package viewer 3.1 to dp-1 unread=yes").Holding("viewer 3.1", "dp-1").Plan().Actions);

    [Fact]
    public void FaultyContent_WhereHoldersAreLeftInPeace_IsNotConverged()
    {
        var scenario = new Scenario($"{Three}package viewer 3.1 to dp-1 fault=SourceFailed\npackage other 1 to dp-2").Holding("viewer 3.1", "dp-1").Holding("other 1", "dp-2");
        var plan = scenario.Plan();

        Assert.Empty(plan.Actions);
        Assert.False(plan.IsConverged);
        Assert.Equal("Nothing to do now: the content of viewer could not be read.", PlanText.Ending(plan));
        Assert.Equal(PlanText.Ending(plan), PlanText.Ending(PlanFile.Read(PlanFile.Write(plan, ServerForm.Compact), scenario.Table)));
    }

    [Fact]
    public void UnreadContentWithoutVersion_LeavesHoldersInPeaceAndPlacesTheRest() =>
        Assert.Equal(["+ viewer -> dp-2 (content not read here)"], new Scenario($"{Three}package viewer to dp-1,dp-2 unread=yes").Holding("viewer 3.1", "dp-1").Plan().Lines());

    [Fact]
    public void UnreadContent_InAFile_IsReadBack()
    {
        var scenario = new Scenario($"{Three}package viewer 3.2 to dp-1,dp-2 unread=yes").Holding("viewer 3.1", "dp-1");
        var plan = scenario.Plan();

        var bytes = PlanFile.Write(plan, ServerForm.Compact);
        var read = PlanFile.Read(bytes, scenario.Table);

        Assert.Equal(plan.Lines(), read.Lines());
        Assert.Equal(plan.Hash, read.Hash);
        Assert.Contains("\"unread\":{\"version\":\"3.2\"}", Encoding.UTF8.GetString(bytes).Replace("\n", "").Replace(" ", ""));
    }

    /// <summary>Whoever approved it has not seen what is in it.</summary>
    [Fact]
    public void UnreadContent_IsAnotherPlanThanThatOfTheContent()
    {
        var unread = new Scenario($"{Three}package viewer 3.2 to dp-1 unread=yes").Plan();
        var known = new Scenario($"{Three}package viewer 3.2 to dp-1").Plan();

        Assert.NotEqual(unread.Hash, known.Hash);
    }
}

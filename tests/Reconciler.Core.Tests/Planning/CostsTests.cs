using CsCheck;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using static Reconciler.Core.Tests.Planning.Scenario;

namespace Reconciler.Core.Tests.Planning;

/// <summary>Bytes that are copied, and bytes that need not be. A content has 1000; 600 of them are in every other one, too.</summary>
public class CostsTests
{
    private const string Three = "server dp-1\nserver dp-2\nserver dp-3\n";

    [Fact]
    public void Place_WhereTheBytesAreUnderAnotherName_ReusesThem()
    {
        var scenario = new Scenario(Three + "package new 1 to all-servers content=shared-by-both").Holding("old 1 shared-by-both", "dp-1");

        Assert.Equal((2000, 1000, "dp-2, dp-3"), Copy(scenario, ActionKind.Place));
    }

    [Fact]
    public void Update_ReusesWhatBothVersionsHave()
    {
        var scenario = new Scenario(Three + "package viewer 3.1 to all-servers").Holding("viewer 3.0", "dp-1", "dp-2", "dp-3");
        scenario.Happened("other", new TransferPackageEvent.Placed(DigestOf("viewer 3.1"), "1", 1000, 1000, ProofKind.Written, scenario.Set("dp-3")));

        Assert.Equal((800, 2200, "dp-1, dp-2"), Copy(scenario, ActionKind.Update));
    }

    [Fact]
    public void Update_FromWhatIsNotKnown_ReusesNothing() =>
        Assert.Equal((1000, 0, "dp-1"), Copy(new Scenario("server dp-1\npackage viewer 3.1 to dp-1").Holding("viewer 2.0", "dp-1"), ActionKind.Update));

    [Fact]
    public void Refresh_SavesNothing()
    {
        var scenario = new Scenario(Three + "package viewer 3.1 to all-servers").Holding("viewer 3.1", "dp-1", "dp-2", "dp-3");
        scenario.Happened("viewer", new TransferPackageEvent.RefreshAsked("new disks", scenario.Set("dp-1", "dp-2")));

        Assert.Equal((0, 0, ""), Copy(scenario, ActionKind.Refresh));
    }

    /// <summary>A part costs what its servers cost: parts that are put together cost what the whole does.</summary>
    [Fact]
    public void Within_AnyParts_AddUpToTheWhole() =>
        Gen.Select(GenScenarios.All, Gen.Int[1, 8]).Sample((scenario, count) =>
        {
            foreach (var action in scenario.Plan().Actions)
            {
                var first = scenario.Table.SetOf(action.Servers.ByName().Take(count));
                CopyCost[] parts = [.. new[] { action.Servers & first, action.Servers - first }.Where(servers => !servers.IsEmpty).Select(servers => action.Within(servers).Copy)];

                Assert.Equal(action.Copy.Bytes, parts.Sum(part => part.Bytes));
                Assert.Equal(action.Copy.ReusedBytes, parts.Sum(part => part.ReusedBytes));
                Assert.All(parts, part => Assert.True(part.ReusedBytes >= 0));
            }
        });

    private static (long Bytes, long Reused, string Servers) Copy(Scenario scenario, ActionKind kind)
    {
        var copy = Assert.Single(scenario.Plan().Actions, action => action.Kind == kind).Copy;
        return (copy.Bytes, copy.ReusedBytes, copy.Servers.ToString());
    }
}

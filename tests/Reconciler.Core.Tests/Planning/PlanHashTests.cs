using System.Text;
using Reconciler.Core.Content;
using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.Planning;

/// <summary>What names a plan, and what does not.</summary>
public class PlanHashTests
{
    private const string Estate = "server dp-1\nserver dp-2\nserver dp-3\npackage viewer 3.1 to dp-1,dp-2\npackage old 1 to dp-3 retired";

    [Fact]
    public void Of_NoAction_IsTheHashOfNothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", PlanHash.Of([]));

    [Fact]
    public void Of_ThisPlan_IsFrozen()
    {
        var text = $"old remove {Scenario.DigestOf("old 1")} - dp-3\nviewer place - {Scenario.DigestOf("viewer 3.1")} dp-1,dp-2\n";

        Assert.Equal(Digest.Of(Encoding.UTF8.GetBytes(text)).ToString(), Base().Plan().Hash);
        Assert.Equal("4b892250d26629f80e3f3a8e72a98058f7c6b685a17f8ec235e3566a4cce6fbf", Base().Plan().Hash);
    }

    [Fact]
    public void Of_TimesCausesHoldsAndBytes_DoNotMatter()
    {
        var hash = Base().Plan().Hash;

        Assert.Equal(hash, Base().After(TimeSpan.FromDays(1)).Plan().Hash);
        Assert.Equal(hash, Base().Commit(Estate + "\nserver unused").Plan().Hash);
        Assert.Equal(hash, Base().Commit("to dp-1,dp-2", "to all-servers except dp-3").Plan().Hash);
        Assert.Equal(hash, Base().ServerHappened("dp-1", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, "")).Plan().Hash);
        Assert.Equal(hash, Base().Commit("viewer 3.1", "viewer 3.2 content=same").Commit("viewer 3.2 content=same", "viewer 3.1").Plan().Hash);
        Assert.Equal(hash, Base().Commit("server dp-1\nserver dp-2", "server dp-2\nserver dp-1").Plan().Hash);
    }

    [Fact]
    public void Of_EachPartOfTheWork_Matters()
    {
        var scenarios = new[]
        {
            Base(),
            Base().Commit("package viewer 3.1", "package reader 3.1"),
            Base().Commit("viewer 3.1", "viewer 3.2"),
            Base().Commit("to dp-1,dp-2", "to dp-1"),
            Base().Holding("viewer 3.0", "dp-1"),
            Base().Holding("old 0", "dp-3"),
            Base().Holding("viewer 3.1", "dp-1"),
            Base().Commit("server dp-3", "server dp-4"),
            Base().Commit(" retired", ""),
        };

        Assert.Equal(scenarios.Length, scenarios.Select(scenario => scenario.Plan().Hash).Distinct().Count());
    }

    [Fact]
    public void Of_ServersLeft_AreInTheHash() =>
        Assert.NotEqual(new Scenario("").Plan().Hash, new Scenario("").Holding("viewer 3.1", "dp-1").Plan().Hash);

    private static Scenario Base() => new Scenario(Estate).Holding("old 1", "dp-3");
}

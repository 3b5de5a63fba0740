using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;
using static Reconciler.Core.Tests.Planning.Scenario;

namespace Reconciler.Core.Tests.Planning;

/// <summary>When trees out of sight are deleted.</summary>
public class CleanupsTests
{
    private static readonly TimeSpan hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(0, "3.0 3.1 3.2")]
    [InlineData(1, "3.0 3.1")]
    [InlineData(2, "3.0")]
    [InlineData(3, "")]
    public void Retain_KeepsTheNewest(int retain, string due)
    {
        var scenario = new Scenario($"server dp-1 retain={retain}\npackage viewer 3.3 to dp-1");
        foreach (var version in new[] { "3.0", "3.1", "3.2", "3.3" })
            scenario.Holding($"viewer {version}", "dp-1").After(hour);

        Assert.Equal(due, Due(scenario));
    }

    [Fact]
    public void Retain_IsEachServersOwn()
    {
        var scenario = new Scenario("server dp-1 retain=0\nserver dp-2 retain=1\npackage viewer 3.3 to dp-1,dp-2");
        foreach (var version in new[] { "3.1", "3.2", "3.3" })
            scenario.Holding($"viewer {version}", "dp-1", "dp-2").After(hour);

        Assert.Equal(
            ["3.1 on dp-1, dp-2", "3.2 on dp-1"],
            scenario.Plan().Cleanups.Select(cleanup => $"{VersionOf(cleanup)} on {cleanup.Servers}").Order());
        Assert.Equal("Cleanups: 3 earlier or removed versions are due to be deleted on 2 servers.", PlanText.Cleanups(scenario.Plan()));
        Assert.Empty(scenario.CarryOut(scenario.Plan()).Plan().Cleanups);
    }

    [Theory]
    [InlineData(59, "")]
    [InlineData(60, "3.1")]
    public void ReplacedTree_StaysAnHourForItsReaders(int minutes, string due) =>
        Assert.Equal(due, Due(new Scenario("server dp-1 retain=0\npackage viewer 3.2 to dp-1").Holding("viewer 3.1", "dp-1").Holding("viewer 3.2", "dp-1").After(TimeSpan.FromMinutes(minutes))));

    [Theory]
    [InlineData("", 23 * 60, "")]
    [InlineData("", 24 * 60, "3.1")]
    [InlineData("policy grace=2", 119, "")]
    [InlineData("policy grace=2", 120, "3.1")]
    [InlineData("policy grace=0", 59, "")]
    [InlineData("policy grace=0", 60, "3.1")]
    public void RemovedTree_StaysForTheGrace(string policy, int minutes, string due) =>
        Assert.Equal(due, Due(Removed($"{policy}\nserver dp-1").After(TimeSpan.FromMinutes(minutes))));

    [Fact]
    public void EarlierVersions_OfARemovedPackage_GoWithIt()
    {
        var scenario = new Scenario("server dp-1\npackage other 1 to dp-1").Holding("viewer 3.1", "dp-1").Holding("viewer 3.2", "dp-1");
        scenario.CarryOut(scenario.Plan());

        Assert.Equal("", Due(scenario.After(TimeSpan.FromHours(23))));
        Assert.Equal("3.1 3.2", Due(scenario.After(hour)));
    }

    [Fact]
    public void ServerInTrouble_IsLeftAlone() =>
        Assert.Equal("", Due(Removed("server dp-1").After(TimeSpan.FromDays(2)).ServerHappened("dp-1", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, ""))));

    [Fact]
    public void UndeclaredServer_IsLeftAlone() =>
        Assert.Equal("", Due(Removed("server dp-1").After(TimeSpan.FromDays(2)).Commit("server dp-2")));

    [Fact]
    public void InterruptedCell_IsLeftAlone()
    {
        var scenario = Removed("server dp-1").After(TimeSpan.FromDays(2));
        scenario.Happened("viewer", new TransferPackageEvent.Begun(null, DigestOf("viewer 3.1"), null, scenario.Set("dp-1")));

        Assert.Equal("", Due(scenario));
    }

    [Fact]
    public void CurrentTree_IsNeverDue()
    {
        var scenario = new Scenario("server dp-1 retain=0\npackage viewer 3.1 to dp-1").Holding("viewer 3.1", "dp-1").Holding("viewer 3.2", "dp-1");
        scenario.Happened("viewer", new TransferPackageEvent.Observed(DigestOf("viewer 3.1"), "3.1", scenario.Set("dp-1"))).After(TimeSpan.FromDays(2));

        Assert.Contains(scenario.Record("viewer").OutOfSight, tree => tree.Digest == DigestOf("viewer 3.1"));
        Assert.Equal("3.2", Due(scenario));
    }

    [Fact]
    public void BytesThatThePlanWants_AreNotDeletedBeforeIt()
    {
        Assert.Equal("", Due(Removed("server dp-1\npackage viewer 3.1 to dp-1").After(TimeSpan.FromDays(2))));

        // By a package of another name, too; another server's tree is of no use here.
        var scenario = new Scenario("server dp-1\nserver dp-2\npackage reader 3.1 to dp-1 content=bytes").Holding("viewer 3.1 bytes", "dp-1", "dp-2");
        scenario.Happened("viewer", new TransferPackageEvent.Removed(DigestOf("bytes"), scenario.Set("dp-1", "dp-2"))).After(TimeSpan.FromDays(2));
        Assert.Equal("dp-2", scenario.Plan().Cleanups.Single().Servers.ToString());
        Assert.Equal(0, scenario.Plan().Counts.Bytes);
    }

    [Fact]
    public void Cleanups_StandOutsideOfCountsAndHash()
    {
        var scenario = Removed("server dp-1").After(TimeSpan.FromDays(2));

        Assert.True(scenario.Plan().IsConverged);
        Assert.Equal(new Scenario("").Plan().Hash, scenario.Plan().Hash);
    }

    private static Scenario Removed(string text)
    {
        var scenario = new Scenario(text).Holding("viewer 3.1", "dp-1");
        return scenario.Happened("viewer", new TransferPackageEvent.Removed(DigestOf("viewer 3.1"), scenario.Set("dp-1")));
    }

    private static string Due(Scenario scenario) => string.Join(' ', scenario.Plan().Cleanups.Select(VersionOf).Order());

    private static string VersionOf(Cleanup cleanup) =>
        new[] { "3.0", "3.1", "3.2", "3.3" }.Single(version => DigestOf($"viewer {version}") == cleanup.Digest);
}

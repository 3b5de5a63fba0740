using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;
using static Reconciler.Core.Tests.Planning.Scenario;

namespace Reconciler.Core.Tests.Planning;

/// <summary>Which action, on which servers, at what cost.</summary>
public class PlannerTests
{
    private const string Three = "server dp-1\nserver dp-2\nserver dp-3\ngroup stores = dp-1 dp-2 dp-3\n";

    [Fact]
    public void Diff_ServerAddedToGroup_CostsOneCopy()
    {
        var plan = Given(group: ["dp-lon-01", "dp-lon-02"], holding: ["dp-lon-01"]).Plan();

        Assert.Equal(["+ office-viewer 3.1 -> dp-lon-02"], plan.Lines());
        Assert.Equal("Plan: 1 to place, 0 to update, 0 to refresh, 0 to remove, 0 on hold, 1 unchanged; 1000 B to copy to 1 server.", PlanText.Ending(plan));
    }

    [Fact]
    public void Diff_EverythingHeld_IsConverged()
    {
        var plan = Given(group: ["dp-1", "dp-2"], holding: ["dp-1", "dp-2"]).Plan();

        Assert.True(plan.IsConverged);
        Assert.Equal(["= office-viewer 3.1 -> dp-1, dp-2"], plan.Keeps.Select(PlanText.Line));
    }

    [Fact]
    public void Diff_OtherDigestHeld_UpdatesAtThePriceOfTheDifference()
    {
        var plan = new Scenario(Three + "package viewer 3.2 to stores").Holding("viewer 3.1", "dp-1", "dp-2").Holding("viewer 3.2", "dp-3").Plan();

        Assert.Equal(["~ viewer 3.1 to 3.2 -> dp-1, dp-2"], plan.Lines());
        Assert.Equal((800, "dp-1, dp-2"), (plan.Actions[0].Copy.Bytes, plan.Actions[0].Copy.Servers.ToString()));
    }

    [Fact]
    public void Diff_OriginWhoseManifestIsNotKnown_CountsTheWholeContent() =>
        Assert.Equal(1000, new Scenario(Three + "package viewer 3.2 to dp-1").Holding("viewer 2.0", "dp-1").Plan().Counts.Bytes);

    [Fact]
    public void Diff_SameDigestPlacedByDifferentCommits_IsOneUpdate()
    {
        var scenario = new Scenario(Three + "package viewer 3.1 to stores").Holding("viewer 3.1", "dp-1").Commit("3.1", "3.1 ").Holding("viewer 3.1", "dp-2");

        Assert.Equal(["+ viewer 3.2 -> dp-3", "~ viewer 3.1 to 3.2 -> dp-1, dp-2"], scenario.Commit("3.1", "3.2").Lines());
    }

    [Fact]
    public void Diff_SameVersionOtherContent_ShowsTheDigests()
    {
        var (held, wanted) = (DigestOf("viewer 3.1"), DigestOf("changed"));

        Assert.Equal(
            [$"~ viewer 3.1 ({held.Short}) to 3.1 ({wanted.Short}) -> dp-1"],
            new Scenario(Three + "package viewer 3.1 to dp-1 content=changed").Holding("viewer 3.1", "dp-1").Lines());
    }

    [Fact]
    public void Diff_SameContentOtherVersion_IsKept() =>
        Assert.Empty(new Scenario(Three + "package viewer 4.0 to dp-1 content=bytes").Holding("viewer 3.1 bytes", "dp-1").Lines());

    [Fact]
    public void Diff_RetainedVersionWantedAgain_CostsNothing()
    {
        var plan = new Scenario(Three + "package viewer 3.1 to stores").Holding("viewer 3.1", "dp-1").Holding("viewer 3.2", "dp-1", "dp-2").Plan();

        Assert.Equal(["+ viewer 3.1 -> dp-3", "~ viewer 3.2 to 3.1 -> dp-1, dp-2"], plan.Lines());
        Assert.Equal("dp-2", plan.Actions[1].Copy.Servers.ToString());
    }

    [Fact]
    public void Diff_RemovalWithinItsGraceTakenBack_CostsNothing()
    {
        var scenario = new Scenario(Three + "package viewer 3.1 to dp-1").Holding("viewer 3.1", "dp-1");
        var plan = scenario.Happened("viewer", new TransferPackageEvent.Removed(DigestOf("viewer 3.1"), scenario.Set("dp-1"))).Plan();

        Assert.Equal(["+ viewer 3.1 -> dp-1"], plan.Lines());
        Assert.Equal((0, 0), (plan.Counts.Bytes, plan.Counts.ServersToCopyTo));
    }

    [Fact]
    public void Diff_PackageRenamed_CostsNothing()
    {
        var plan = new Scenario(Three + "package reader 3.1 to dp-1,dp-2 content=bytes").Holding("viewer 3.1 bytes", "dp-1").Plan();

        Assert.Equal(["+ reader 3.1 -> dp-1, dp-2", "- viewer 3.1 from dp-1"], plan.Lines());
        Assert.Equal("dp-2", plan.Actions[0].Copy.Servers.ToString());
    }

    [Fact]
    public void Diff_BytesAreOnlyWhereDriftWasFound_CopiesThem()
    {
        var scenario = new Scenario(Three + "package reader 3.1 to dp-1 content=bytes");
        scenario.Holding("viewer 3.1 bytes", "dp-1").Happened("viewer", new TransferPackageEvent.Drifted(DigestOf("bytes"), 0, 1, null, scenario.Set("dp-1")));

        Assert.Equal(1000, scenario.Plan().Counts.Bytes);
    }

    [Theory]
    [InlineData("package viewer 3.1 to dp-1", "- viewer 3.1 from dp-2, dp-3")]
    [InlineData("package viewer 3.1 to stores except dp-2", "- viewer 3.1 from dp-2")]
    [InlineData("package viewer 3.1 to stores retired", "- viewer 3.1 from dp-1, dp-2, dp-3")]
    [InlineData("package other 1 to dp-1", "+ other 1 -> dp-1|- viewer 3.1 from dp-1, dp-2, dp-3")]
    public void Diff_NotWantedAnyMore_Removes(string package, string expected) =>
        Assert.Equal(expected.Split('|'), new Scenario(Three + package).Holding("viewer 3.1", "dp-1", "dp-2", "dp-3").Lines());

    [Fact]
    public void Diff_RetiredServer_IsEmptied()
    {
        var text = Three.Replace("server dp-2", "server dp-2 retired", StringComparison.Ordinal) + "package viewer 3.1 to stores\npackage other 1 to dp-1";

        Assert.Equal(
            ["- other 1 from dp-2", "- viewer 3.1 from dp-2"],
            new Scenario(text).Holding("viewer 3.1", "dp-1", "dp-2", "dp-3").Holding("other 1", "dp-1", "dp-2").Lines());
    }

    [Fact]
    public void Diff_ServerNoLongerDeclared_LeavesWhatItHolds()
    {
        var scenario = new Scenario(Three + "package viewer 3.1 to stores\npackage other 1 to stores").Holding("viewer 3.1", "dp-1", "dp-2", "dp-3", "dp-8", "dp-9")
            .Holding("other 1", "dp-1", "dp-2", "dp-3", "dp-9");
        var plan = scenario.Plan();

        Assert.Equal([". dp-8 is no longer declared: 1 package left there", ". dp-9 is no longer declared: 2 packages left there"], plan.Lines());
        Assert.Equal("Plan: 0 to place, 0 to update, 0 to refresh, 0 to remove, 0 on hold, 6 unchanged, 3 left; 0 B to copy to 0 servers.", PlanText.Ending(plan));
        Assert.Empty(scenario.CarryOut(plan).Plan().Actions);
    }

    [Fact]
    public void Diff_ServerLeftDeclaredAndLeftAgain_IsToldOfEachTime()
    {
        const string One = "server dp-1\npackage viewer 3.1 to all-servers";
        var scenario = new Scenario(One).Holding("viewer 3.1", "dp-1", "dp-2");
        var left = scenario.Lines();
        scenario.CarryOut(scenario.Plan()).Commit(One + "\nserver dp-2");
        var returned = scenario.Plan();
        scenario.CarryOut(returned);
        var kept = scenario.Plan();
        scenario.Commit(One);

        Assert.Equal([". dp-2 is no longer declared: 1 package left there"], left);
        Assert.Equal(("dp-2", 0), (Assert.Single(returned.Returned).Servers.ToString(), returned.Actions.Length));
        Assert.Empty(kept.Returned);
        Assert.Equal(left, scenario.Lines());
    }

    [Fact]
    public void Diff_PruneFalse_KeepsWhatNoRetireLineRemoves()
    {
        var text = "policy noprune\nserver dp-1\nserver dp-2\nserver dp-3 retired\npackage viewer 3.1 to dp-1\npackage old 1 to dp-1 retired";
        var plan = new Scenario(text).Holding("viewer 3.1", "dp-1", "dp-2", "dp-3").Holding("gone 1", "dp-1", "dp-2").Holding("old 1", "dp-1").Plan();

        Assert.Equal(["- old 1 from dp-1", "- viewer 3.1 from dp-3"], plan.Lines());
        Assert.Equal("3 kept (prune: false)", PlanText.Kept(plan));
        Assert.Equal(1, plan.Counts.Unchanged);
    }

    [Fact]
    public void Diff_NewNameAtARecordedAddress_IsARename()
    {
        var scenario = new Scenario("server dp-old address=/srv/a\nserver dp-2\npackage viewer 3.1 to all-servers refresh").ServerHappened("dp-old", new ServerEvent.Visited("/srv/a", null));
        scenario.CarryOut(scenario.Plan()).Commit("dp-old", "dp-new");
        var plan = scenario.Plan();

        Assert.Equal(["= dp-new was dp-old: same address, 0 B"], plan.Lines());
        Assert.Empty(plan.Actions);
        Assert.Equal("dp-2, dp-new", plan.Targets.Single().Targets.Servers.ToString());

        var next = scenario.CarryOut(plan).Plan();
        Assert.Empty(next.Lines());
        Assert.Empty(next.Targets);

        // And back: that the old name is gone does not stand in its way.
        Assert.Equal(["= dp-old was dp-new: same address, 0 B"], scenario.Commit("dp-new", "dp-old").Lines());
    }

    [Fact]
    public void Diff_NewNameAtAnotherAddress_IsANewServer()
    {
        var scenario = new Scenario("server dp-new address=/srv/b\npackage viewer 3.1 to all-servers").ServerHappened("dp-old", new ServerEvent.Visited("/srv/a", null)).Holding("viewer 3.1", "dp-old");

        Assert.Equal(["+ viewer 3.1 -> dp-new", ". dp-old is no longer declared: 1 package left there"], scenario.Lines());
    }

    [Fact]
    public void Diff_SameNameAtAnotherAddress_IsTheSameServer() =>
        Assert.Empty(new Scenario("server dp-1 address=/srv/b\npackage viewer 3.1 to all-servers").ServerHappened("dp-1", new ServerEvent.Visited("/srv/a", null)).Holding("viewer 3.1", "dp-1").Lines());

    [Fact]
    public void Diff_OrderOfLines_IsPriorityPackageKindServer()
    {
        var text = "server dp-1\nserver dp-2\nserver dp-3\npackage b 2 to dp-1,dp-2\npackage c 1 to dp-1 priority=low\npackage z 1 to dp-1 priority=high\npackage a 1 to dp-1";

        Assert.Equal(
            ["+ z 1 -> dp-1", "+ a 1 -> dp-1", "+ b 2 -> dp-2", "~ b 1 to 2 -> dp-1", "- b 1 from dp-3", "+ c 1 -> dp-1"],
            new Scenario(text).Holding("b 1", "dp-1", "dp-3").Lines());
    }

    [Fact]
    public void Diff_InterruptedCells_AreAllVisited()
    {
        var scenario = new Scenario("server keep\nserver place\nserver update\nserver remove\nserver half\npackage viewer 3.1 to keep,place,update").Holding("viewer 3.1", "keep", "remove").Holding("viewer 3.0", "update");
        var (old, wanted) = (DigestOf("viewer 3.0"), DigestOf("viewer 3.1"));
        scenario.Happened(
            "viewer",
            new TransferPackageEvent.Begun(wanted, old, null, scenario.Set("keep")),
            new TransferPackageEvent.Begun(null, wanted, null, scenario.Set("place", "half")),
            new TransferPackageEvent.Begun(old, wanted, null, scenario.Set("update")),
            new TransferPackageEvent.Begun(wanted, null, null, scenario.Set("remove")));
        var plan = scenario.Plan();

        Assert.Equal(
            ["+ viewer 3.1 -> place", "~ viewer 3.0 to 3.1 -> update", "* viewer 3.1 -> keep", $"- viewer {wanted.Short} from half", "- viewer 3.1 from remove"],
            plan.Lines());
        Assert.Equal("interrupted 2026-11-22 14:00Z", plan.Actions.Single(action => action.Kind == ActionKind.Refresh).Cause.ToString());
    }

    [Fact]
    public void Diff_PublishAsChanged_RefreshesAtNoCost()
    {
        var scenario = new Scenario("server dp-1\nserver dp-2\npackage viewer 3.1 to all-servers").Holding("viewer 3.1", "dp-1", "dp-2");
        var plan = scenario.Commit("to all-servers", "to all-servers as=Apps/Viewer").Plan();

        Assert.Equal(["* viewer 3.1 -> dp-1, dp-2 | published as viewer, and publishAs says Apps/Viewer; estate.yaml:3 in 2c0ffee, \"Commit 2\""], plan.LinesWithCauses());
        Assert.Equal((0, 0), (plan.Counts.Bytes, plan.Counts.ServersToCopyTo));
        Assert.Empty(scenario.CarryOut(plan).Lines());

        Assert.Equal(["* viewer 3.1 -> dp-1, dp-2"], scenario.Commit(" as=Apps/Viewer", "").Lines());
    }

    [Fact]
    public void Diff_RecordUnreadable_HoldsItsPackageOnly()
    {
        var text = "server dp-1\nserver dp-2\npackage viewer 3.1 to dp-1\npackage other 1 to dp-2\npackage old 1 to dp-1 retired";
        var plan = new Scenario(text).Corrupt("viewer", "line 7 is damaged").Corrupt("gone", "empty").Corrupt("old", "empty").Plan();

        Assert.Equal(
            [
                "! remove gone from dp-1, dp-2 (record-corrupt: empty)", "! remove old from dp-1, dp-2 (record-corrupt: empty)",
                "+ other 1 -> dp-2", "! place viewer -> dp-1 (record-corrupt: line 7 is damaged)",
            ],
            plan.Lines());
    }

    [Fact]
    public void Diff_RecordUnreadableAndPruneFalse_HoldsOnlyWhatSomebodyWants() =>
        Assert.Equal(
            ["! place viewer -> dp-1 (record-corrupt: bad)"],
            new Scenario("policy noprune\nserver dp-1\npackage viewer 3.1 to dp-1\n").Corrupt("viewer", "bad").Corrupt("gone", "bad").Lines());
}

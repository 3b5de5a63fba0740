using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.Planning;

/// <summary>What nobody should lose by a slip.</summary>
public class GuardsTests
{
    [Theory]
    [InlineData(10, "policy perPlan=1 perPackage=1% perServer=1%", null, "ten or fewer never wait")]
    [InlineData(11, "policy perPlan=11 perPackage=100% perServer=100%", null, "at the limit")]
    [InlineData(11, "policy perPlan=10 perPackage=100% perServer=100%", "11 removals, and maxRemovals.perPlan allows 10", "per plan")]
    [InlineData(11, "policy perPlan=50% perPackage=100% perServer=100%", "11 removals, and maxRemovals.perPlan allows 10", "per plan, of all 20")]
    [InlineData(11, "policy perPlan=500 perPackage=10 perServer=100%", "11 of 20 copies of viewer would be removed, and maxRemovals.perPackage allows 10", "per package")]
    [InlineData(11, "policy perPlan=500 perPackage=55% perServer=100%", null, "per package, just enough")]
    [InlineData(11, "policy perPlan=500 perPackage=54% perServer=100%", "11 of 20 copies of viewer would be removed, and maxRemovals.perPackage allows 10", "per package, in percent")]
    [InlineData(12, "", "12 of 20 copies of viewer would be removed, and maxRemovals.perPackage allows 4", "the defaults")]
    public void MaxRemovals_OfOnePackage(int removals, string policy, string? finding, string why)
    {
        var plan = Shrunk(20, removals, policy).Plan();

        Assert.Equal((finding, why), (plan.Guards.SingleOrDefault()?.Message, why));
        Assert.Equal((finding is null ? 0 : removals, finding is null ? removals : 0), (plan.Counts.OnHold, plan.Counts.ToRemove));
        if (finding is not null)
            Assert.Equal([$"! remove viewer 3.1 from {removals} servers (guard)"], plan.Lines());
    }

    [Theory]
    [InlineData(11, "policy perPackage=100%", "11 of 12 packages would be removed from dp-1, and maxRemovals.perServer allows 6")]
    [InlineData(11, "policy perPackage=100% perServer=92%", null)]
    [InlineData(10, "policy perPackage=100% perServer=1", null)]
    public void MaxRemovals_OfOneServer(int removals, string policy, string? finding)
    {
        var scenario = new Scenario($"{policy}\nserver dp-1\nserver dp-2\n{string.Join('\n', Enumerable.Range(1, 12).Select(i => $"package p{i} 1 to dp-{(i <= removals ? 2 : 1)}"))}");
        for (var i = 1; i <= 12; i++)
            scenario.Holding($"p{i} 1", "dp-1", "dp-2");

        Assert.Equal(finding, scenario.Plan().Guards.SingleOrDefault()?.Message);
    }

    [Fact]
    public void MaxRemovals_OfLastNewAndOperator_TheStrictestCounts()
    {
        var loose = new RemovalLimits(new(500, false), new(100, true), new(100, true));
        var strict = loose with { PerPlan = new(10, false) };
        Plan Planned(RemovalLimits last, RemovalLimits? ceiling) => Shrunk(20, 11, "policy perPlan=500 perPackage=100% perServer=100%")
            .With(rules => rules with { LastPolicy = Policy.Default with { MaxRemovals = last }, Ceiling = ceiling }).Plan();

        Assert.Empty(Planned(loose, null).Guards);
        Assert.Empty(Planned(loose, loose).Guards);
        Assert.Single(Planned(strict, null).Guards);
        Assert.Single(Planned(loose, strict).Guards);
    }

    [Fact]
    public void AnyFinding_HoldsAllRemovals_AndNothingElse()
    {
        var scenario = Shrunk(20, 11, "server other\npackage new 1 to other").Holding("small 1", "dp-1");
        var plan = scenario.Plan();

        Assert.Equal(12, plan.Counts.OnHold);
        Assert.Equal(1, plan.Counts.ToPlace);
    }

    [Fact]
    public void Retire_IsOutsideOfMaxRemovals()
    {
        Assert.Empty(Servers(20, "package viewer 3.1 to all-servers retired").Holding("viewer 3.1", Names(1, 20)).Plan().Guards);

        var servers = string.Join('\n', Names(1, 20).Select(name => $"server {name} retired"));
        Assert.Empty(new Scenario($"{servers}\npackage viewer 3.1 to all-servers").Holding("viewer 3.1", Names(1, 20)).Plan().Guards);
    }

    [Fact]
    public void Retire_BesideTooManyOtherRemovals_Goes()
    {
        var plan = Shrunk(20, 11, "package old 1 to all-servers retired").Holding("old 1", Names(1, 20)).Plan();

        Assert.Equal((11, 20), (plan.Counts.OnHold, plan.Counts.ToRemove));
    }

    [Fact]
    public void Retire_IsNotOutsideOfMinHolders()
    {
        var plan = Servers(3, "package viewer 3.1 to all-servers retired min=1").Holding("viewer 3.1", "dp-1").Plan();

        Assert.Equal(["! remove viewer 3.1 from dp-1 (guard)"], plan.Lines());
        Assert.Equal("viewer would be left on 0 servers, and minHolders at estate.yaml:4 says 1", plan.Guards.Single().Message);
    }

    [Fact]
    public void CommitWithoutResources_RemovesNothing() =>
        Assert.Equal([". dp-1 is no longer declared: 1 package left there"], new Scenario("").Holding("viewer 3.1", "dp-1").Lines());

    [Fact]
    public void CommitWithoutPackages_RemovesNothingUnasked() =>
        Assert.Equal(
            ["guard: commit 1c0ffee declares no package at all; if every package is really to be removed, approve this plan"],
            PlanText.GuardLines(new Scenario("server dp-1").Holding("viewer 3.1", "dp-1").Plan()));

    [Theory]
    [InlineData("to stores", "nobody is left for viewer, and 2 servers would lose it; to remove it everywhere, say 'retire: true' at estate.yaml:5")]
    [InlineData("to stores,dp-2", "stores, at estate.yaml:5 a target of viewer, selects no server, and 1 server would lose the package; mend the group, or take it out of 'to'")]
    public void EmptyGroup_WithHolders_Waits(string to, string finding)
    {
        var plan = Servers(3, $"group stores = {{tier=stroe}}\npackage viewer 3.1 {to}").Holding("viewer 3.1", "dp-1", "dp-2").Plan();

        Assert.Equal([finding], plan.Guards.Select(guard => guard.Message));
        Assert.Equal(0, plan.Counts.ToRemove);
    }

    [Theory]
    [InlineData("to stores,dp-2 except dp-1", "excepted")]
    [InlineData("to dp-2", "no empty group")]
    public void EmptyGroup_ThatDidNotCauseTheRemoval_HoldsNothing(string to, string why) =>
        Assert.Equal((1, why), (Servers(3, $"group stores =\npackage viewer 3.1 {to}").Holding("viewer 3.1", "dp-1", "dp-2").Plan().Counts.ToRemove, why));

    [Fact]
    public void EmptySource_WithHolders_WaitsLikeARemoval()
    {
        var scenario = Servers(2, "package viewer 3.2 to all-servers content=empty").Holding("viewer 3.1", "dp-1").Holding("gone 1", "dp-1");
        var plan = scenario.Plan();

        Assert.Equal(
            ["the source of viewer at estate.yaml:3 holds no file any more, and 1 server would lose what it had; to remove the package, say 'retire: true'"],
            plan.Guards.Select(guard => guard.Message));
        Assert.Equal((2, 1), (plan.Counts.OnHold, plan.Counts.ToPlace));
        Assert.Equal(0, scenario.With(rules => rules with { AllowedRemovals = 2 }).Plan().Counts.OnHold);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("drift", "viewer would be left on 1 server, and minHolders at estate.yaml:5 says 2")]
    [InlineData("begun", "viewer would be left on 1 server, and minHolders at estate.yaml:5 says 2")]
    public void MinHolders_CountsSoundHolders(string fact, string? finding)
    {
        var scenario = Servers(4, "package viewer 3.1 to dp-1,dp-2 min=2").Holding("viewer 3.1", "dp-1", "dp-2", "dp-3");
        var digest = Scenario.DigestOf("viewer 3.1");
        scenario.ServerHappened("dp-2", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, ""));
        if (fact == "drift")
            scenario.Happened("viewer", new TransferPackageEvent.Drifted(digest, 0, 1, null, scenario.Set("dp-2")));
        if (fact == "begun")
            scenario.Happened("viewer", new TransferPackageEvent.Begun(digest, digest, null, scenario.Set("dp-2")));

        Assert.Equal(finding, scenario.Plan().Guards.SingleOrDefault()?.Message);
    }

    [Fact]
    public void MinHolders_CountsCopiesOfThePlan_ThatAreNotHeld()
    {
        var scenario = Servers(3, "package viewer 3.1 to dp-1,dp-2 min=2").Holding("viewer 3.1", "dp-1", "dp-3");
        Assert.Equal(["+ viewer 3.1 -> dp-2", "- viewer 3.1 from dp-3"], scenario.Lines());

        scenario.ServerHappened("dp-2", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, ""));
        Assert.Equal(0, scenario.Plan().Counts.ToRemove);
    }

    [Fact]
    public void Approval_CoversAnySubsetOfItsPlan()
    {
        var scenario = Shrunk(20, 11, "");
        var approved = scenario.Plan();
        scenario.With(rules => rules with { Approved = [new(approved, "ada", null, null)] });
        Assert.Equal((11, 0), (scenario.Plan().Counts.ToRemove, scenario.Plan().Counts.OnHold));

        // One more than was approved waits; the others go.
        scenario.Commit("viewer 3.1 to dp-12,", "viewer 3.1 to ");
        Assert.Equal((11, 1), (scenario.Plan().Counts.ToRemove, scenario.Plan().Counts.OnHold));

        // One that was done meanwhile takes nothing away.
        scenario.Happened("viewer", new TransferPackageEvent.Removed(Scenario.DigestOf("viewer 3.1"), scenario.Set("dp-1")));
        Assert.Equal((10, 1), (scenario.Plan().Counts.ToRemove, scenario.Plan().Counts.OnHold));
    }

    [Fact]
    public void Approval_OfAnotherContent_CoversNothing()
    {
        var scenario = Shrunk(20, 11, "");
        scenario.With(rules => rules with { Approved = [new(scenario.Plan(), "ada", null, null)] });
        scenario.Happened("viewer", new TransferPackageEvent.Observed(Scenario.DigestOf("other"), "3.0", scenario.Set(Names(1, 20))));

        Assert.Equal(0, scenario.Plan().Counts.ToRemove);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 11)]
    public void AllowedRemovals_AreACount(int allowed, int removed) =>
        Assert.Equal(removed, Shrunk(20, 11, "").With(rules => rules with { AllowedRemovals = allowed }).Plan().Counts.ToRemove);

    /// <summary>A package on servers dp-1 to dp-<paramref name="held"/> that the first ones are to lose.</summary>
    private static Scenario Shrunk(int held, int removals, string more) =>
        Servers(held, $"package viewer 3.1 to {string.Join(',', Names(removals + 1, held))}\n{more}").Holding("viewer 3.1", Names(1, held));

    private static Scenario Servers(int count, string more) => new(string.Join('\n', Names(1, count).Select(name => $"server {name}").Append(more)));

    private static string[] Names(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(i => $"dp-{i}")];
}

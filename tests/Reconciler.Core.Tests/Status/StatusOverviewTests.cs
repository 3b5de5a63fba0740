using CsCheck;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Status;
using Reconciler.Core.Tests.Planning;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.Status;

public class StatusOverviewTests
{
    private const string Estate = """
        server dp-1
        server dp-2
        server dp-3
        package viewer 3.1 to all-servers
        package fonts 1.0 to dp-9
        """;

    [Fact]
    public void Of_HolderOfAnOlderVersion_IsHeldAndNotActual()
    {
        var tally = Of(new Scenario(Estate).Holding("viewer 3.1", "dp-1").Holding("viewer 3.0", "dp-2")).Packages.Last().Tally;

        Assert.Equal((3, 1, 2), (tally.Desired, tally.Actual, tally.Held));
        Assert.Equal([(ActionKind.Place, 1), (ActionKind.Update, 1)], tally.ToDo.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Of_ServerThatDoesNotAnswer_IsAStateOfItsOwnAndOwes()
    {
        var scenario = new Scenario(Estate).Holding("viewer 3.1", "dp-1", "dp-2")
            .ServerHappened("dp-3", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, "no answer"));
        var server = Of(scenario).Servers.Single(server => server.Name.Value == "dp-3");

        Assert.Equal(ServerState.Unreachable, server.State);
        Assert.Equal([(HoldReason.Unreachable, 1)], server.Tally.OnHold.Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData(TroubleKind.NotMounted, ServerState.NotMounted)]
    [InlineData(TroubleKind.Foreign, ServerState.Foreign)]
    [InlineData(TroubleKind.NoSpace, ServerState.Failing)]
    public void Of_ServerInTrouble_HasTheStateOfItsTrouble(TroubleKind kind, ServerState expected)
    {
        var scenario = new Scenario(Estate).ServerHappened("dp-1", new ServerEvent.Visited("dp-1", null), new ServerEvent.Failed(kind, 1, null, ""));

        Assert.Equal(expected, Of(scenario).Servers[0].State);
    }

    [Fact]
    public void Of_ServerDeclaredNoMore_IsListedWhileItHoldsSomething()
    {
        var scenario = new Scenario(Estate).Holding("viewer 3.1", "dp-1", "dp-2", "dp-3").ServerHappened("dp-9", new ServerEvent.Visited("dp-9", null));
        scenario.Commit("server dp-3\n", "\n");

        Assert.Equal(["dp-1 never-visited", "dp-2 never-visited", "dp-3 undeclared"], Of(scenario).Servers.Select(server => $"{server.Name} {server.State.Word()}"));
    }

    [Fact]
    public void Of_PackageDeclaredNoMore_IsListedUntilItIsGone()
    {
        var scenario = new Scenario(Estate).Holding("viewer 3.1", "dp-1");
        scenario.Commit("package viewer 3.1 to all-servers", "");
        var before = Of(scenario).Packages;
        var after = Of(scenario.CarryOut(scenario.Plan())).Packages;

        Assert.Equal((false, 1), (before.Last().IsDeclared, before.Last().Tally.ToDo[ActionKind.Remove]));
        Assert.Equal(["fonts"], after.Select(package => package.Name.Value));
    }

    [Fact]
    public void Of_ProofsOfSeveralAges_TellsTheOldest()
    {
        var scenario = new Scenario(Estate).Holding("viewer 3.1", "dp-1").After(TimeSpan.FromDays(2)).Holding("viewer 3.1", "dp-2", "dp-3");
        var status = Of(scenario);

        Assert.Equal(Scenario.Start, status.Packages.Last().Tally.OldestProof!.At);
        Assert.Equal(scenario.Now, status.Servers[1].Tally.OldestProof!.At);
    }

    [Fact]
    public void Of_AnyEstate_CountsTheSameByPackageAndByServer() =>
        GenScenarios.All.Sample(scenario =>
        {
            var plan = scenario.Plan();
            var status = Of(scenario);

            foreach (var count in (Func<Tally, int>[])[
                tally => tally.Desired, tally => tally.Actual, tally => tally.Held, tally => tally.ToDo.Values.Sum(), tally => tally.OnHold.Values.Sum(),
                tally => tally.Facts.Drifted, tally => tally.Facts.Interrupted, tally => tally.Facts.Failed, tally => tally.Facts.Declined])
                Assert.Equal(status.Packages.Sum(package => count(package.Tally)), status.Servers.Sum(server => count(server.Tally)));

            Assert.Equal(plan.Counts.Unchanged, status.Actual);
            Assert.Equal(plan.Counts.OnHold, status.Packages.Sum(package => package.Tally.OnHold.Values.Sum()));
            Assert.Equal(plan.Declined, status.Packages.Sum(package => package.Tally.Facts.Declined));
            Assert.Equal(status.Packages.Min(package => package.Tally.OldestProof?.At), plan.OldestProof);
        });

    private static EstateStatus Of(Scenario scenario)
    {
        var (desired, actual) = (scenario.Desired, scenario.Actual);
        var packages = new SortedSet<PackageName>(desired.Packages.Keys.Concat(actual.Packages.Keys));
        var servers = desired.Groups.Declared | actual.Servers.SetOf(actual.Facts.Keys)
            | actual.Packages.Values.Aggregate(actual.Servers.Empty, (all, package) => all | package.Held | package.Interrupted);
        return StatusOverview.Of(desired, actual, scenario.Plan(), packages, servers);
    }
}

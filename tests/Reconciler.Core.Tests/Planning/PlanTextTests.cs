using System.Globalization;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using static Reconciler.Core.Tests.Planning.Scenario;

namespace Reconciler.Core.Tests.Planning;

/// <summary>The lines of a plan are a public interface.</summary>
public class PlanTextTests
{
    [Fact]
    public async Task Lines_OfEveryForm_AreFrozen() => await Verify(Rendered(EveryForm()));

    [Fact]
    public async Task Ending_AllThree_AreFrozen()
    {
        var going = Given(group: ["dp-1", "dp-2"], holding: ["dp-1"]);
        var left = Given(group: ["dp-1", "dp-2"], holding: ["dp-1", "dp-9"]);
        var waiting = Given(group: ["dp-1", "dp-2"], holding: ["dp-1"]).ServerHappened("dp-2", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, ""));
        var done = Given(group: ["dp-1", "dp-2"], holding: ["dp-1", "dp-2"]).After(TimeSpan.FromDays(3));
        var nothing = new Scenario("server dp-1");
        var unreadable = new Scenario("server dp-1\npackage viewer 3.1 to dp-1 fault=SourceFailed").Holding("viewer 3.1", "dp-1");

        await Verify(string.Join('\n', new[] { going, left, waiting, done, nothing, unreadable }.Select(scenario => PlanText.Ending(scenario.Plan())).Append(PlanText.Ending(done.Plan() with { Scope = new([], [], [], ["london"]) }))) + "\n");
    }

    [Theory]
    [InlineData(3, "dp-1, dp-2, dp-3")]
    [InlineData(4, "4 of 60 servers of stores")]
    public void Servers_UpToThreeByName(int count, string expected)
    {
        var servers = Enumerable.Range(1, 60).Select(i => $"dp-{i}").ToArray();

        Assert.Equal([$"+ office-viewer 3.1 -> {expected}"], Given(servers, [.. servers.Skip(count)]).Lines());
    }

    [Fact]
    public void Servers_OfNoSingleGroup_AreANumber()
    {
        var text = "server a\nserver b\nserver c\nserver d\nserver e\ngroup one = a b c\ngroup two = c d e\npackage viewer 3.2 to one,two";

        Assert.Equal(["~ viewer 3.1 to 3.2 -> 5 servers"], new Scenario(text).Holding("viewer 3.1", "a", "b", "c", "d", "e").Lines());
    }

    [Fact]
    public void RecordedState_SaysHowOldItIs()
    {
        Assert.Equal("Recorded state of 2026-11-22 14:00Z (4 min old)", PlanText.RecordedState(Given(["dp-1"], ["dp-1"]).After(TimeSpan.FromMinutes(4)).Plan()));
        Assert.Equal("No recorded state: everything is shown as new", PlanText.RecordedState(new Scenario("server dp-1").Plan()));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1 KiB")]
    [InlineData(13002342, "12.4 MiB")]
    [InlineData(1048575, "1 MiB")]
    [InlineData(3L << 30, "3 GiB")]
    [InlineData(long.MaxValue, "8 EiB")]
    public void ByteSize_HasOneDecimalWhereItCounts(long bytes, string expected) => Assert.Equal(expected, ByteSize.Text(bytes));

    [Theory]
    [InlineData("-00:00:05", "0 s")]
    [InlineData("00:00:59", "59 s")]
    [InlineData("00:01:00", "1 min")]
    [InlineData("23:59:59", "23 h")]
    [InlineData("3.12:00:00", "3 d")]
    public void Age_IsItsLargestUnit(string age, string expected) => Assert.Equal(expected, Moment.Age(TimeSpan.Parse(age, CultureInfo.InvariantCulture)));

    /// <summary>All actions, all holds, renames, leaves, cleanups, what is kept.</summary>
    internal static Scenario EveryForm()
    {
        var many = string.Join('\n', Enumerable.Range(10, 40).Select(i => $"server dp-{i} tier=store"));
        var scenario = new Scenario($$"""
            server dp-1 retain=0
            server dp-2
            server dp-3 retired
            server dp-4
            server dp-new address=/srv/old
            {{many}}
            group stores = {tier=store}
            policy noprune
            package a-new 1 to dp-1,dp-2
            package b-updated 2 to dp-1,dp-2
            package c-changed 1 to dp-1 content=other
            package d-drifted 1 to dp-1
            package e-retired 1 to dp-1 retired
            package f-moved 1 to dp-1 as=Apps/F
            package g-waiting 1 to dp-1,dp-2,dp-4
            package h-source 2 to dp-1,dp-2 fault=SourceFailed
            package i-corrupt 1 to dp-1
            package j-everywhere 1 to stores priority=high
            package k-empty 2 to dp-1 content=empty
            package l-kept 1 to dp-1,dp-new
            """);
        scenario.Holding("b-updated 1", "dp-1", "dp-2").Holding("c-changed 1", "dp-1").Holding("d-drifted 1", "dp-1").Holding("e-retired 1", "dp-1").Holding("f-moved 1", "dp-1")
            .Holding("g-waiting 1", "dp-3").Holding("h-source 1", "dp-1").Holding("k-empty 1", "dp-1").Holding("l-kept 1", "dp-1", "dp-old", "dp-2", "dp-gone")
            .Holding("j-everywhere 1", [.. Enumerable.Range(10, 3).Select(i => $"dp-{i}")]);
        scenario.Happened("d-drifted", new TransferPackageEvent.Drifted(DigestOf("d-drifted 1"), ProofKind.Read, 2, "a.txt", scenario.Set("dp-1")))
            .Happened("g-waiting", new TransferPackageEvent.Failed(DigestOf("g-waiting 1"), HeldObservation.Nothing, TroubleKind.NoSpace, "full", 3, Start.AddHours(2), scenario.Set("dp-1")))
            .Happened("g-waiting", new TransferPackageEvent.Failed(DigestOf("g-waiting 1"), HeldObservation.Nothing, TroubleKind.Conflict, "taken", 1, null, scenario.Set("dp-2")))
            .Happened("z-gone", new TransferPackageEvent.Removed(DigestOf("z-gone 1"), scenario.Set("dp-1")))
            .ServerHappened("dp-4", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, "no answer"))
            .ServerHappened("dp-old", new ServerEvent.Visited("/srv/old", null))
            .Corrupt("i-corrupt", "line 7 does not follow line 6")
            .After(TimeSpan.FromDays(1));
        return scenario;
    }

    private static string Rendered(Scenario scenario)
    {
        var plan = scenario.Plan();
        return string.Join('\n', [PlanText.RecordedState(plan), .. plan.Lines(), .. PlanText.GuardLines(plan), PlanText.Ending(plan), PlanText.Kept(plan), PlanText.Cleanups(plan)]) + "\n";
    }
}

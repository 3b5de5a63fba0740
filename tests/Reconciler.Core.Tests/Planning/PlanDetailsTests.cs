using CsCheck;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using static Reconciler.Core.Tests.Planning.Scenario;

namespace Reconciler.Core.Tests.Planning;

/// <summary>What a plan tells beyond what it does.</summary>
public class PlanDetailsTests
{
    [Fact]
    public void Contents_OfUpdates_StandOnceForEachPairOfVersions()
    {
        var scenario = new Scenario("server dp-1\nserver dp-2\nserver dp-3\npackage viewer 3.1 to all-servers").Holding("viewer 3.0", "dp-1", "dp-2")
            .ServerHappened("dp-2", new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, ""));

        var change = Assert.Single(Details(scenario).Contents);

        Assert.Equal(("viewer", "3.0", "3.1"), (change.Package.Value, change.From.Version, change.To.Version));
        Assert.Equal((0, 0, 1, 1), (change.Added.Count, change.Removed.Count, change.Changed.Count, change.Unchanged));
        Assert.Equal(400, change.Changed.Bytes);
    }

    [Fact]
    public void Contents_OfAVersionWhoseManifestIsGone_AreLeftOut() =>
        Assert.Empty(Details(new Scenario("server dp-1\npackage viewer 3.1 to all-servers").Holding("viewer 2.0", "dp-1")).Contents);

    [Fact]
    public void Sites_OfAllServersThatActionsName_HaveEachOnce()
    {
        var scenario = new Scenario("site hq\nsite london < hq\nserver dp-1 @london\nserver dp-2 @london\nserver dp-3\nserver dp-4 suspended=ever\npackage viewer 3.1 to dp-1,dp-3,dp-4")
            .Holding("viewer 3.1", "dp-old");

        Assert.Equal(["hq: dp-3, dp-4", "london: dp-1", ": dp-old"], Details(scenario).Sites.Select(site => $"{site.Site}: {site.Servers}"));
    }

    [Fact]
    public void Spaces_AreOfServersThatGetBytesAndWereVisited()
    {
        var scenario = new Scenario("server dp-1\nserver dp-2\nserver dp-3\nserver dp-4 address=/srv/new\npackage viewer 3.1 to all-servers\npackage reader 1 to dp-1")
            .Holding("viewer 3.1", "dp-2");
        foreach (var (server, free) in new[] { ("dp-1", 1999), ("dp-2", 5), ("dp-4", 10_000) })
            scenario.ServerHappened(server, new ServerEvent.Visited(server, free));

        // Nothing is copied to dp-2, nobody was on dp-3, and dp-4 is another disk now.
        var space = Assert.Single(Details(scenario.After(TimeSpan.FromHours(2))).Spaces);

        Assert.Equal(new SpaceNeed(new("dp-1"), 2000, 1999, Start), space);
        Assert.True(space.IsShort);
    }

    [Fact]
    public void Forecast_IsThatOfTheSlowestServerWithARate()
    {
        var scenario = new Scenario("server dp-1\nserver dp-2\nserver dp-3\nserver dp-4\npackage viewer 3.1 to all-servers\npackage reader 1 to dp-2").Holding("viewer 3.1", "dp-4");
        foreach (var (server, rate) in new[] { ("dp-1", 90), ("dp-2", 170), ("dp-4", 1) })
            scenario.With(Measured(server, rate));

        // dp-2: 2000 bytes at 170 B/s are 11.8 s; dp-1: 1000 at 90, 11.2 s.
        var forecast = Details(scenario).Forecast!;

        Assert.Equal((TimeSpan.FromSeconds(12), "dp-2", "dp-3"), (forecast.Took!.Value, forecast.Slowest!.Value.Value, forecast.Unmeasured.ToString()));
    }

    [Fact]
    public void Forecast_WithoutAnyRate_NamesWhoWasNotMeasured()
    {
        var forecast = Details(new Scenario("server dp-1\nserver dp-2\npackage viewer 3.1 to all-servers")).Forecast!;

        Assert.Null(forecast.Took);
        Assert.Null(forecast.Slowest);
        Assert.Equal("dp-1, dp-2", forecast.Unmeasured.ToString());
    }

    [Fact]
    public void Forecast_OfNothingToCopy_IsNone() =>
        Assert.Null(Details(new Scenario("server dp-1\npackage viewer 3.1 to all-servers").Holding("viewer 3.1", "dp-1")).Forecast);

    [Fact]
    public void Forecast_OfARenamedServer_IsByItsRateUnderTheFormerName()
    {
        var scenario = new Scenario("server dp-new address=/srv/a\npackage viewer 3.1 to all-servers").With(Measured("dp-old", 100) with { Address = "/srv/a" });

        Assert.Equal("dp-new", Details(scenario).Forecast!.Slowest!.Value.Value);
    }

    [Fact]
    public void Proofs_OfWhatIsKept_StandByKindWeakestFirst()
    {
        var scenario = new Scenario("server dp-1\nserver dp-2\nserver dp-3\nserver dp-4\npackage viewer 3.1 to all-servers\npackage reader 1 to dp-1").Holding("viewer 3.1", "dp-1", "dp-2", "dp-3").Holding("reader 0", "dp-1")
            .After(TimeSpan.FromDays(6));
        scenario.Happened("viewer", new TransferPackageEvent.Verified(DigestOf("viewer 3.1"), ProofKind.Read, scenario.Set("dp-3")))
            .Happened("viewer", new TransferPackageEvent.Placed(DigestOf("viewer 3.1"), "3.1", 1000, 1000, ProofKind.Written, scenario.Set("dp-2")))
            .After(TimeSpan.FromDays(1));

        // What reader holds is updated, and says nothing of what is kept.
        Assert.Equal(
            [new ProofShare(ProofKind.Written, 2, 1, Start), new ProofShare(ProofKind.Read, 1, 0, Start.AddDays(6))],
            Details(scenario).Proofs);
    }

    [Fact]
    public void Approvals_ThatCoverRemovals_AreNamedWithHowMany()
    {
        var servers = Enumerable.Range(1, 20).Select(i => $"dp-{i:00}").ToArray();
        var scenario = new Scenario(string.Join('\n', servers.Select(name => $"server {name}")) + "\npackage viewer 3.1 to dp-20\npackage reader 1 to dp-01").Holding("viewer 3.1", servers);
        var guarded = scenario.Plan();
        var elsewhere = new Scenario("server dp-01\npackage tool 1 to dp-01").Plan();
        scenario.With(rules => rules with { Approved = [new(elsewhere, "eve", null, null), new(guarded, "ada", Start.AddHours(24), "the till is gone")] });

        Assert.Equal(19, scenario.Plan().Counts.ToRemove);
        Assert.Equal([new PlanApproval(guarded.Hash, "ada", Start.AddHours(24), "the till is gone", 19)], Details(scenario).Approvals);
    }

    [Fact]
    public void Of_ThePartOfAPlan_SpeaksOfThatPart()
    {
        var scenario = new Scenario("server dp-1\nserver dp-2\npackage a 1 to dp-1\npackage viewer 3.0 to dp-2").Holding("viewer 3.0", "dp-2");
        foreach (var server in new[] { "dp-1", "dp-2" })
            scenario.ServerHappened(server, new ServerEvent.Visited(server, 5000));
        var without = scenario.Plan();
        var with = scenario.Commit("viewer 3.0", "viewer 3.1").Plan();

        var comparison = PlanComparison.Of(without, scenario.Detailed(with, with));
        Assert.Null(comparison.Change.Details);

        var (change, pending) = (scenario.Detailed(comparison.Change, with).Details!, scenario.Detailed(comparison.Pending, with).Details!);
        Assert.Equal(("dp-2", 400L), (Assert.Single(change.Spaces).Server.Value, change.Spaces[0].Bytes));
        Assert.Equal(("dp-1", 1000L), (Assert.Single(pending.Spaces).Server.Value, pending.Spaces[0].Bytes));
        Assert.Single(change.Contents);
        Assert.Empty(pending.Contents);
    }

    /// <summary>Every server that is named stands in one site; every server that gets bytes has them counted, and is measured or not.</summary>
    [Fact]
    public void Of_AnyPlan_AddsUp() =>
        GenScenarios.All.Sample(scenario =>
        {
            var plan = scenario.DetailedPlan();
            var details = plan.Details!;

            var named = plan.Actions.SelectMany(action => action.Servers).Distinct().Order();
            Assert.Equal(named, details.Sites.SelectMany(site => site.Servers).Order());
            Assert.Equal(plan.Counts.ServersToCopyTo, details.Forecast is null ? 0 : details.Forecast.Unmeasured.Count);
            Assert.All(details.Spaces, space => Assert.Equal(
                space.Bytes,
                plan.Actions.Where(action => action.Copy.Servers.Contains(space.Server)).Sum(action => action.Copy.Bytes / action.Copy.Servers.Count)));
            Assert.True(details.Proofs.Sum(share => share.Placements) <= plan.Counts.Unchanged);
        });

    private static PlanDetails Details(Scenario scenario) => scenario.DetailedPlan().Details!;

    private static ServerFacts Measured(string server, long bytesPerSecond) => new(new(server), server) { BytesPerSecond = bytesPerSecond };
}

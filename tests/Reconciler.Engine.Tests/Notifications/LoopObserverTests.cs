using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Notifications;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Repositories;
using static Reconciler.Engine.Tests.Despooling.GivenEstate;

namespace Reconciler.Engine.Tests.Notifications;

/// <summary>What is one state of things, and what is another.</summary>
public sealed class LoopObserverTests
{
    private static readonly string newer = new('d', 40);

    private readonly GivenLoop loop = new();

    public LoopObserverTests()
    {
        loop.Estate.Configuration = ServersNamed("dp-1", "dp-2", "dp-3") + PackageNamed("viewer");
        loop.Estate.Store.Source("viewer", ("app.txt", "one"));
        loop.Estate.Store.Source("fonts", ("a.ttf", "letters"));
    }

    [Fact]
    public async Task Pass_ThatPlacesACommit_BeginsAndConverges()
    {
        await loop.PassAsync();

        Assert.Equal([BulletinState.Placing, BulletinState.Converged], loop.Bulletins.Select(bulletin => bulletin.State));
        Assert.Equal(("Converged", 3), (loop.Last.Reason, loop.Last.Done!.ToPlace));
    }

    [Fact]
    public async Task Pass_WithNothingToDo_SaysTheSameAlsoAfterARestart()
    {
        var first = await loop.PassAsync();
        var second = await loop.PassAsync();
        loop.Observer = new(Scope.Everything, loop.Observer.Changed);
        var third = await loop.PassAsync();

        Assert.Single(loop.Bulletins);
        Assert.Equal((first.Key, first.Key), (second.Key, third.Key));
    }

    [Fact]
    public async Task Pass_OfACommitThatChangesNoServer_SaysTheSame()
    {
        var first = await loop.PassAsync();
        loop.Estate.Commit = newer;

        var second = await loop.PassAsync();

        Assert.Equal((first.Key, newer), (second.Key, second.Commit!.Id));
    }

    [Fact]
    public async Task Pass_OfACommitThatPlacesSomething_SaysSomethingElse()
    {
        var first = await loop.PassAsync();
        (loop.Estate.Commit, loop.Estate.Configuration) = (newer, loop.Estate.Configuration + PackageNamed("fonts"));

        Assert.NotEqual(first.Key, (await loop.PassAsync()).Key);
    }

    [Fact]
    public async Task Pass_WhileAServerIsAway_SaysTheSameHoweverMuchItOwes()
    {
        loop.Away("dp-2");
        var first = await loop.PassAsync();
        (loop.Estate.Commit, loop.Estate.Configuration) = (newer, loop.Estate.Configuration + PackageNamed("fonts"));
        var second = await loop.PassAsync();
        loop.Away("dp-2", "dp-3");
        (loop.Estate.Commit, loop.Estate.Configuration) = (new('e', 40), loop.Estate.Configuration + PackageNamed("tills"));
        loop.Estate.Store.Source("tills", ("t", "t"));
        var third = await loop.PassAsync();

        Assert.Equal((BulletinState.NotConverged, first.Key), (first.State, second.Key));
        Assert.NotEqual(first.Key, third.Key);
        var finding = Assert.Single(second.Findings);
        Assert.Equal(("unreachable", 2), (finding.Reason, finding.Placements));
        Assert.StartsWith("dp-2: since 2026-11-22 14:0", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pass_AfterAServerCameBack_IsConverged()
    {
        loop.Away("dp-2");
        await loop.PassAsync();
        loop.Away();

        Assert.Equal(BulletinState.Converged, (await loop.PassAsync()).State);
    }

    [Fact]
    public async Task Pass_WithDriftThatIsOnlyReported_NamesItAndNothingBegins()
    {
        await loop.PassAsync();
        loop.Estate.Append("viewer", new TransferPackageEvent.Drifted(loop.Estate.Store.DigestOf("viewer"), ProofKind.Read, 1, "app.txt", loop.Estate.Recorded().Servers.SetOf(new ServerName("dp-1"))));
        loop.Bulletins.Clear();
        loop.Tell(new LoopEvent.Step(new RunStep.Planned(loop.Estate.Made(Lift.All))));

        var drifted = loop.End();

        Assert.Single(loop.Bulletins);
        Assert.Equal((BulletinState.NotConverged, "Drifted"), (drifted.State, drifted.Reason));
        Assert.Equal(("drifted", "viewer on dp-1"), (drifted.Findings[0].Reason, drifted.Findings[0].Message));
    }

    [Fact]
    public async Task Pass_OfARefusedCommit_SaysSoOnceAndWhatIsKeptUp()
    {
        await loop.PassAsync();
        loop.Tell(new LoopEvent.Unusable(loop.Last.Commit! with { Id = newer }, null, [], "it is not signed", loop.Estate.Commit));
        var first = await loop.PassAsync(newer);
        var second = await loop.PassAsync(newer);
        var good = await loop.PassAsync();

        Assert.Equal((BulletinState.NotUsed, "CommitRefused", "it is not signed"), (first.State, first.Reason, first.Obstacle));
        Assert.Equal((newer, loop.Estate.Commit, first.Key), (first.Commit!.Id, first.Kept, second.Key));
        Assert.Equal(BulletinState.Converged, good.State);
    }

    [Fact]
    public async Task Pass_ThatHealsInThePlaceOfARefusedCommit_DoesNotBeginTheOldOneAnew()
    {
        loop.Away("dp-1");
        await loop.PassAsync();
        loop.Away();
        loop.Tell(new LoopEvent.Unusable(loop.Last.Commit! with { Id = newer }, null, [], "it is not signed", loop.Estate.Commit));

        await loop.PassAsync(newer);

        Assert.Equal(BulletinState.NotUsed, Assert.Single(loop.Bulletins).State);
    }

    [Fact]
    public async Task Pass_WithoutTheRepository_IsUnreadableUntilItIsBack()
    {
        await loop.PassAsync();
        loop.Tell(new LoopEvent.Failed(new RepositoryException("estate", "there is no way to it"), TimeSpan.FromMinutes(1)));
        var away = await loop.PassAsync();
        var back = await loop.PassAsync();

        Assert.Equal((BulletinState.Unreadable, "RepositoryUnreadable", "there is no way to it"), (away.State, away.Reason, away.Obstacle));
        Assert.Equal(BulletinState.Converged, back.State);
    }

    [Fact]
    public async Task Pass_ThatGaveWay_IsPlacingUntilNothingMovesTwice()
    {
        loop.Tell(new LoopEvent.Superseded(newer));
        var first = loop.End();
        var second = loop.End();
        var third = loop.End();

        Assert.Equal([BulletinState.Placing, BulletinState.Placing, BulletinState.NotConverged], new[] { first, second, third }.Select(bulletin => bulletin.State));
        Assert.Equal("stuck", third.Findings[0].Reason);
        await loop.PassAsync();
        Assert.Equal(BulletinState.Converged, loop.Last.State);
    }

    [Fact]
    public async Task Pass_WithTroubleOutsideOfTheScope_IsConvergedWithin()
    {
        loop.Observer = new(new([], ["dp-1"], [], []), changed: null);
        loop.Away("dp-2");

        Assert.Equal(BulletinState.Converged, (await loop.PassAsync()).State);
    }

    [Fact]
    public void Pass_BeforeAnythingWasRead_SaysNothing() =>
        Assert.Null(new LoopObserver(Scope.Everything, changed: null).Add(new LoopEvent.Passed(null, null, Start), Start));
}

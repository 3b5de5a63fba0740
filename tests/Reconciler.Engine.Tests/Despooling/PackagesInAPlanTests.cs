using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Servers;
using Reconciler.Testing.Servers;
using static Reconciler.Engine.Tests.Despooling.GivenEstate;

namespace Reconciler.Engine.Tests.Despooling;

/// <summary>Contents first, then copies, then the package's own removals; and what packages of one plan have to do with each other.</summary>
public sealed class PackagesInAPlanTests
{
    private readonly GivenEstate estate = new();

    public PackagesInAPlanTests()
    {
        estate.Store.Source("viewer", ("app.txt", "one"));
        estate.Store.Source("fonts", ("font.ttf", "font"));
    }

    [Fact]
    public async Task Source_ThatIsGone_HoldsItsPackageOnly()
    {
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer") + PackageNamed("fonts");
        estate.Store.FailToRead("viewer");

        var happened = await estate.DespoolAsync();

        Assert.Equal(1, Assert.Single(happened.OfType<Happened.SourceFailed>()).Owed);
        Assert.Equal("fonts", Assert.Single(happened.OfType<Happened.Placed>()).Package.Value);
    }

    [Fact]
    public async Task Removals_WhenACopyOfTheSamePackageFails_Wait()
    {
        estate.Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed("viewer", "distribute: { to: [dp-1] }") + PackageNamed("fonts", "distribute: { to: [dp-1] }");
        await estate.DespoolAsync();
        estate.Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed("viewer", "distribute: { to: [dp-2] }");
        Fail("dp-2", ServerStep.Stage, TroubleKind.NoSpace);

        var happened = await estate.DespoolAsync();

        Assert.Equal("viewer", Assert.Single(happened.OfType<Happened.RemovalsHeld>()).Package.Value);
        Assert.Equal("fonts", Assert.Single(happened.OfType<Happened.Removed>()).Package.Value);
        Assert.Equal("one", estate.Shown("dp-1", "viewer", "app.txt"));
    }

    [Fact]
    public async Task Removals_WhenAServerIsUnreachable_DoNotWait()
    {
        estate.Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed("viewer", "distribute: { to: [dp-1] }");
        await estate.DespoolAsync();
        estate.Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed("viewer", "distribute: { to: [dp-2] }");
        Fail("dp-2", ServerStep.Open, TroubleKind.Unreachable);

        var happened = await estate.DespoolAsync();

        Assert.Single(happened.OfType<Happened.Removed>());
        Assert.Single(happened.OfType<Happened.ServerFailed>());
    }

    [Fact]
    public async Task Removals_ThatWouldLeaveTooFewHolders_AreJudgedByWhatTheCopiesDid()
    {
        estate.Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed("viewer", "distribute: { to: [dp-1] }, minHolders: 1");
        await estate.DespoolAsync();
        estate.Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed("viewer", "distribute: { to: [dp-2] }, minHolders: 1");
        Fail("dp-2", ServerStep.Open, TroubleKind.Unreachable);

        var happened = await estate.DespoolAsync();

        Assert.Empty(happened.OfType<Happened.Removed>());
        Assert.Equal("one", estate.Shown("dp-1", "viewer", "app.txt"));
    }

    [Fact]
    public async Task Object_DamagedInTheStore_IsReadAgainOnceForAllServers()
    {
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer");
        await estate.DespoolAsync();
        estate.Store.Damage("one");
        estate.Configuration = ServersNamed("dp-1", "dp-2", "dp-3", "dp-4") + PackageNamed("viewer");

        var happened = await estate.DespoolAsync();

        Assert.Equal(3, happened.OfType<Happened.Placed>().Count());
        Assert.Empty(happened.OfType<Happened.Failed>());
        Assert.Equal("one", estate.Shown("dp-4", "viewer", "app.txt"));
        Assert.Equal(2, estate.Store.Reads[new("viewer")]);
    }

    [Fact]
    public async Task Object_DamagedAndItsSourceGone_FailsAndIsNeverCopied()
    {
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer");
        await estate.DespoolAsync();
        estate.Store.Damage("one");
        estate.Store.FailToRead("viewer");
        estate.Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed("viewer");

        Assert.Equal(TroubleKind.HashMismatch, Assert.Single((await estate.DespoolAsync()).OfType<Happened.Failed>()).Trouble);
        Assert.DoesNotContain("viewer", estate.Root("dp-2").Visible.Keys);
    }

    [Fact]
    public async Task Package_Renamed_ReusesTheFormerBeforeItLeaves()
    {
        estate.Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed("viewer");
        await estate.DespoolAsync();
        estate.Store.Source("reader", ("app.txt", "one"));
        estate.Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed("reader");

        // The new one is slow, and the former must wait for it.
        estate.Network.Before = (_, step, package) => step == ServerStep.Stage && package!.Value.Value == "reader" ? Task.Delay(150) : Task.CompletedTask;
        var happened = await estate.DespoolAsync();

        Assert.All(happened.OfType<Happened.Placed>(), placed => Assert.Equal(0, placed.SentBytes));
        Assert.Equal(2, happened.OfType<Happened.Removed>().Count());
        Assert.True(estate.Plan().IsConverged);
    }

    [Fact]
    public async Task Package_AtThePathOfOneThatLeaves_DisplacesIt()
    {
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "publishAs: Apps");
        await estate.DespoolAsync();
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("fonts", "publishAs: Apps");

        var happened = await estate.DespoolAsync();

        Assert.Single(happened.OfType<Happened.Placed>());
        Assert.Single(happened.OfType<Happened.Removed>());
        Assert.Equal("font", estate.Shown("dp-1", "Apps", "font.ttf"));
        Assert.True(estate.Plan().IsConverged);
    }

    [Fact]
    public async Task Package_AtThePathThatAnotherMovesAwayFrom_WaitsForThat()
    {
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "publishAs: Apps");
        await estate.DespoolAsync();
        estate.Store.Source("viewer", ("app.txt", "two"));
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "publishAs: Elsewhere") + PackageNamed("fonts", "publishAs: Apps");

        var happened = await estate.DespoolAsync();

        Assert.Empty(happened.OfType<Happened.Failed>());
        Assert.Equal("font", estate.Shown("dp-1", "Apps", "font.ttf"));
        Assert.Equal("two", estate.Shown("dp-1", "Elsewhere", "app.txt"));
    }

    [Theory]
    [InlineData("viewer", "fonts")]
    [InlineData("fonts", "viewer")]
    public async Task Packages_ThatSwapTheirPaths_BothArriveInOneRun(string first, string second)
    {
        estate.Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed(first, "publishAs: A") + PackageNamed(second, "publishAs: B");
        await estate.DespoolAsync();
        estate.Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed(first, "publishAs: B") + PackageNamed(second, "publishAs: A");

        var happened = await estate.DespoolAsync();

        Assert.Empty(happened.OfType<Happened.Failed>());
        Assert.All(happened.OfType<Happened.Placed>(), placed => Assert.Equal(0, placed.SentBytes));
        Assert.Equal(first == "fonts" ? ["font.ttf"] : ["app.txt"], estate.Root("dp-2").Visible["B"].Entries.Keys);
        Assert.Equal(first == "fonts" ? ["app.txt"] : ["font.ttf"], estate.Root("dp-2").Visible["A"].Entries.Keys);
        Assert.True(estate.Plan().IsConverged);
    }

    [Fact]
    public async Task Packages_ThatTakeEachOthersPathsInARing_AllArriveInOneRun()
    {
        estate.Store.Source("tools", ("tool.txt", "tool"));
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "publishAs: A") + PackageNamed("fonts", "publishAs: B") + PackageNamed("tools", "publishAs: C");
        await estate.DespoolAsync();
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "publishAs: B") + PackageNamed("fonts", "publishAs: C") + PackageNamed("tools", "publishAs: A");

        var happened = await estate.DespoolAsync();

        Assert.Empty(happened.OfType<Happened.Failed>());
        Assert.Equal("font", estate.Shown("dp-1", "C", "font.ttf"));
        Assert.True(estate.Plan().IsConverged);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("fonts")]
    public async Task Packages_ThatSwapTheirPathsWhileOneCannotBeRead_StayWhereTheyAre(string unreadable)
    {
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "publishAs: A") + PackageNamed("fonts", "publishAs: B");
        await estate.DespoolAsync();
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "publishAs: B") + PackageNamed("fonts", "publishAs: A");
        estate.Store.Source(unreadable, ("new.txt", "new"));
        estate.Store.FailToRead(unreadable);

        var happened = await estate.DespoolAsync();

        Assert.Single(happened.OfType<Happened.SourceFailed>());
        Assert.Equal(TroubleKind.Conflict, Assert.Single(happened.OfType<Happened.Failed>()).Trouble);
        Assert.Equal("one", estate.Shown("dp-1", "A", "app.txt"));
        Assert.Equal("font", estate.Shown("dp-1", "B", "font.ttf"));
    }

    [Fact]
    public async Task Trees_OutOfSightWhoseTimeHasCome_AreDeleted()
    {
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer");
        await estate.DespoolAsync();
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "retire: true");
        await estate.DespoolAsync();
        Assert.Single(estate.Root("dp-1").Receipts.Values.Single().Trees);

        estate.Time.Advance(TimeSpan.FromHours(25));
        Assert.Single((await estate.DespoolAsync()).OfType<Happened.Cleaned>());
        Assert.Empty(estate.Root("dp-1").Receipts);
        Assert.Empty(estate.Plan().Cleanups);
    }

    [Fact]
    public async Task Trees_ThatCannotBeDeleted_AreSaidAndStayDue()
    {
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer");
        await estate.DespoolAsync();
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "retire: true");
        await estate.DespoolAsync();
        estate.Time.Advance(TimeSpan.FromHours(25));
        Fail("dp-1", ServerStep.Clean, TroubleKind.NoPermission);

        var failed = Assert.Single((await estate.DespoolAsync()).OfType<Happened.Failed>());

        Assert.Equal(TroubleKind.NoPermission, failed.Trouble);
        Assert.Single(estate.Plan().Cleanups);
    }

    private void Fail(string server, ServerStep step, TroubleKind kind) =>
        estate.Network.Before = (name, at, _) => name.Value == server && at == step ? throw new ServerException(kind, name, $"{kind}, says the test") : Task.CompletedTask;
}

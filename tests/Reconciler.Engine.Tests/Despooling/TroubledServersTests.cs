using System.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Servers;
using Reconciler.Testing.Servers;
using static Reconciler.Engine.Tests.Despooling.GivenEstate;

namespace Reconciler.Engine.Tests.Despooling;

/// <summary>A server that cannot be used owes its copies and blocks nobody; its packages' records learn nothing that nobody saw.</summary>
public sealed class TroubledServersTests
{
    private static readonly EstateId stranger = new("ffffffffffffffffffffffffffffffff");

    private readonly GivenEstate estate = new() { Configuration = ServersNamed("dp-1", "dp-2") + PackageNamed("viewer") };

    public TroubledServersTests() => estate.Store.Source("viewer", ("app.txt", "one"));

    [Fact]
    public async Task Server_Unreachable_OwesAndItsCellsAreNeverBegun()
    {
        Fail("dp-2", ServerStep.Open, TroubleKind.Unreachable);

        var happened = await estate.DespoolAsync();

        Assert.Equal("dp-1", Assert.Single(happened.OfType<Happened.Placed>()).Server.Value);
        var failed = Assert.Single(happened.OfType<Happened.ServerFailed>());
        Assert.Equal(("dp-2", 1), (failed.Server.Value, failed.Owed));
        Assert.Null(Record().UnsureOf(new("dp-2")));
        Assert.Equal(TroubleKind.Unreachable, estate.Recorded().Facts[new("dp-2")].Trouble!.Kind);

        estate.Network.Before = null;
        Assert.Single((await estate.DespoolAsync()).OfType<Happened.Placed>());
        Assert.Null(estate.Recorded().Facts[new("dp-2")].Trouble);
    }

    [Fact]
    public async Task Server_UnreachableInARow_IsTriedLaterAndLater()
    {
        Fail("dp-2", ServerStep.Open, TroubleKind.Unreachable);
        await estate.DespoolAsync();
        await estate.DespoolAsync();

        var trouble = estate.Recorded().Facts[new("dp-2")].Trouble!;

        Assert.Equal(2, trouble.Attempt);
        Assert.InRange(trouble.RetryAt!.Value - estate.Time.GetUtcNow(), TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(150));
    }

    [Fact]
    public async Task Server_UnreachableWhileACellIsUnsure_LeavesItUnsure()
    {
        estate.Append("viewer", new TransferPackageEvent.Begun(null, estate.Store.DigestOf("viewer"), "cut", estate.Recorded().Servers.SetOf(new ServerName("dp-2"))));
        Fail("dp-2", ServerStep.Open, TroubleKind.Unreachable);

        await estate.DespoolAsync();

        Assert.NotNull(Record().UnsureOf(new("dp-2")));
    }

    [Fact]
    public async Task Server_ThatDiesInTheMiddle_LeavesTheTouchedCellUnsureAndRefusesTheRest()
    {
        estate.Configuration += PackageNamed("fonts");
        estate.Store.Source("fonts", ("font.ttf", "font"));
        Fail("dp-2", ServerStep.Seal, TroubleKind.Unreachable);

        var happened = await estate.DespoolAsync();

        Assert.Equal(2, Assert.Single(happened.OfType<Happened.ServerFailed>()).Owed);
        Assert.Equal(2, happened.OfType<Happened.Placed>().Count());
        Assert.NotNull(Record().UnsureOf(new("dp-2")));
        Assert.Null(Record().TroubleOf(new("dp-2")));

        estate.Network.Before = null;
        Assert.Equal(2, (await estate.DespoolAsync()).OfType<Happened.Placed>().Count());
        Assert.Null(Record().UnsureOf(new("dp-2")));
    }

    [Fact]
    public async Task Server_ThatHangs_IsGivenUpAndTheOthersGoOn()
    {
        estate.Options = new(64, TimeSpan.FromMilliseconds(300));
        estate.Network.Before = (name, step, _) => name.Value == "dp-2" && step == ServerStep.Stage ? Task.Delay(Timeout.Infinite) : Task.CompletedTask;
        var watch = Stopwatch.StartNew();

        var happened = await estate.DespoolAsync();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"it took {watch.Elapsed}");
        Assert.Equal("dp-1", Assert.Single(happened.OfType<Happened.Placed>()).Server.Value);
        Assert.Contains("made no progress", Assert.Single(happened.OfType<Happened.ServerFailed>()).Message);
        Assert.NotNull(Record().UnsureOf(new("dp-2")));
    }

    [Fact]
    public async Task Server_ClaimedByAnotherEstate_IsForeign()
    {
        estate.Root("dp-2").Claim = new(stranger, new("theirs"), Start);

        var failed = Assert.Single((await estate.DespoolAsync()).OfType<Happened.ServerFailed>());

        Assert.Equal(TroubleKind.Foreign, failed.Trouble);
        Assert.Contains("reconciler adopt --estate ffffffff --write", failed.Message);
        Assert.Empty(estate.Root("dp-2").Visible);
        Assert.Null(estate.Recorded().Facts[new("dp-2")].Trouble!.RetryAt);
    }

    [Fact]
    public async Task Server_ClaimedForAnotherServerOfOurs_IsForeign()
    {
        estate.Root("dp-2").Claim = new(Id, new("dp-1"), Start);

        Assert.Contains("is claimed for dp-1 of this estate", Assert.Single((await estate.DespoolAsync()).OfType<Happened.ServerFailed>()).Message);
    }

    [Fact]
    public async Task Server_WithoutAClaimThoughPlacementsAreRecorded_IsNotMounted()
    {
        await estate.DespoolAsync();
        estate.Root("dp-2").Claim = null;
        estate.Store.Source("viewer", ("app.txt", "two"));

        var failed = Assert.Single((await estate.DespoolAsync()).OfType<Happened.ServerFailed>());

        Assert.Equal(TroubleKind.NotMounted, failed.Trouble);
        Assert.Null(estate.Root("dp-2").Claim);
        Assert.Equal("one", estate.Shown("dp-2", "viewer", "app.txt"));
    }

    [Fact]
    public async Task Server_Renamed_IsClaimedAnewThoughItWasNotReachedAtFirst()
    {
        await estate.DespoolAsync();
        estate.Configuration = estate.Configuration.Replace("name: dp-2", "name: shop-2");
        estate.Store.Source("viewer", ("app.txt", "two"));
        Fail("shop-2", ServerStep.Open, TroubleKind.Unreachable);
        await estate.DespoolAsync();
        estate.Network.Before = null;

        await estate.DespoolAsync();

        Assert.Equal("shop-2", estate.Root("dp-2").Claim!.Server.Value);
        Assert.Equal("two", estate.Shown("dp-2", "viewer", "app.txt"));
    }

    [Fact]
    public async Task Server_Renamed_KeepsWhatIsKnownOfIt()
    {
        await estate.DespoolAsync();
        estate.Store.Source("viewer", ("app.txt", "two"));
        await estate.DespoolAsync();
        var before = Record();
        estate.Configuration = estate.Configuration.Replace("name: dp-2", "name: shop-2");

        await estate.DespoolAsync();

        Assert.Equal(before.HoldingOf(new("dp-2"))!.Commit, Record().HoldingOf(new("shop-2"))!.Commit);
        Assert.Equal(before.ProofOf(new("dp-2"))!.At, Record().ProofOf(new("shop-2"))!.At);
        Assert.Contains(new("shop-2"), Assert.Single(Record().OutOfSight).Servers);
        Assert.DoesNotContain(new("dp-2"), Record().Held);
    }

    private TransferPackage Record() => estate.Recorded().Packages[new("viewer")];

    private void Fail(string server, ServerStep step, TroubleKind kind) =>
        estate.Network.Before = (name, at, _) => name.Value == server && at == step ? throw new ServerException(kind, name, $"{kind}, says the test") : Task.CompletedTask;
}

using Reconciler.Core.Content;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Despooling;
using static Reconciler.Engine.Tests.Despooling.GivenEstate;

namespace Reconciler.Engine.Tests.Despooling;

/// <summary>What the server shows and what the records say: each visit reads the server first.</summary>
public sealed class WhoWinsTests
{
    private readonly GivenEstate estate = new() { Configuration = ServersNamed("dp-1") + PackageNamed("viewer") };

    public WhoWinsTests() => Version("one");

    [Fact]
    public async Task Receipt_AtTheWantedDigest_IsRecordedAndNothingIsCopied()
    {
        await estate.DespoolAsync();
        Forget();

        var happened = await estate.DespoolAsync();

        Assert.Single(happened.OfType<Happened.Found>());
        Assert.Empty(happened.OfType<Happened.Placed>());
        Assert.True(estate.Plan().IsConverged);
    }

    [Fact]
    public async Task Receipt_AtAnotherDigest_IsRecordedAndPlannedAnew()
    {
        await estate.DespoolAsync();
        var former = estate.Store.DigestOf("viewer");
        Forget();
        Version("two");

        var happened = await estate.DespoolAsync();

        Assert.Single(happened.OfType<Happened.Surprised>());
        Assert.Equal(former, Holding()!.Digest);
        Assert.Equal("one", Shown());
        var update = Assert.Single((await estate.DespoolAsync()).OfType<Happened.Placed>());
        Assert.Equal(3, update.SentBytes);
        Assert.Equal("two", Shown());
    }

    [Fact]
    public async Task Receipt_AtAnotherPath_IsRecordedThere()
    {
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "publishAs: Apps/Viewer");
        await estate.DespoolAsync();
        Forget();
        Version("two");

        await estate.DespoolAsync();

        Assert.Equal("Apps/Viewer", Holding()!.PublishAs);
    }

    [Fact]
    public async Task Record_WithoutReceiptAndWithoutTree_IsPlacedAgain()
    {
        await estate.DespoolAsync();
        estate.Root("dp-1").Visible.Clear();
        estate.Root("dp-1").Receipts.Clear();
        Version("two");

        Assert.Single((await estate.DespoolAsync()).OfType<Happened.Placed>());
        Assert.Equal("two", Shown());
    }

    [Fact]
    public async Task Tree_WithoutReceiptAndEqual_IsAdopted()
    {
        await estate.DespoolAsync();
        estate.Root("dp-1").Receipts.Clear();
        Forget();

        var happened = await estate.DespoolAsync();

        Assert.Single(happened.OfType<Happened.Found>());
        Assert.Single(estate.Root("dp-1").Receipts);
        Assert.True(estate.Plan().IsConverged);
    }

    [Fact]
    public async Task Tree_WithoutReceiptAndDifferent_IsAConflictAndUntouched()
    {
        await estate.DespoolAsync();
        estate.Root("dp-1").Receipts.Clear();
        Forget();
        Version("two");

        var failed = Assert.Single((await estate.DespoolAsync()).OfType<Happened.Failed>());

        Assert.Equal(TroubleKind.Conflict, failed.Trouble);
        Assert.Contains("was not placed by Reconciler", failed.Message);
        Assert.Equal("one", Shown());
        Assert.Null(Recorded().TroubleOf(new("dp-1"))!.RetryAt);
    }

    [Fact]
    public async Task Refresh_OfWhatReadsEqual_CopiesNothing()
    {
        await estate.DespoolAsync();
        Ask();

        var placed = Assert.Single((await estate.DespoolAsync()).OfType<Happened.Placed>());

        Assert.Equal((Core.Planning.ActionKind.Refresh, 0), (placed.Kind, placed.SentBytes));
        Assert.True(estate.Plan().IsConverged);
    }

    [Fact]
    public async Task Refresh_OfWhatDrifted_PutsItRight()
    {
        await estate.DespoolAsync();
        estate.Root("dp-1").Visible["viewer"].Entries["app.txt"] = "bad"u8.ToArray();
        Ask();

        Assert.Equal(3, Assert.Single((await estate.DespoolAsync()).OfType<Happened.Placed>()).SentBytes);
        Assert.Equal("one", Shown());
    }

    [Fact]
    public async Task Order_OlderThanTheReceipts_IsSuperseded()
    {
        await estate.DespoolAsync();
        estate.Root("dp-1").Receipts.Values.Single().Order = new(99, 1);
        Version("two");

        var failed = Assert.Single((await estate.DespoolAsync()).OfType<Happened.Failed>());

        Assert.Equal(TroubleKind.Superseded, failed.Trouble);
        Assert.Equal("one", Shown());
        Assert.Null(Recorded().UnsureOf(new("dp-1")));
    }

    [Fact]
    public async Task Removal_OfWhatIsAnotherDigestNow_IsPlannedAnew()
    {
        await estate.DespoolAsync();
        Append(new TransferPackageEvent.Observed(Digest.Of("other"u8), "0.9", At));
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "retire: true");

        Assert.Single((await estate.DespoolAsync()).OfType<Happened.Surprised>());
        Assert.Equal("one", Shown());
        Assert.Single((await estate.DespoolAsync()).OfType<Happened.Removed>());
        Assert.Empty(estate.Root("dp-1").Visible);
    }

    [Fact]
    public async Task Removal_OfWhatIsGone_IsDone()
    {
        await estate.DespoolAsync();
        estate.Root("dp-1").Visible.Clear();
        estate.Root("dp-1").Receipts.Clear();
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "retire: true");

        Assert.Single((await estate.DespoolAsync()).OfType<Happened.Removed>());
        Assert.Null(Holding());
    }

    [Fact]
    public async Task Removal_WhereSomebodyElsesTreeStands_LeavesIt()
    {
        await estate.DespoolAsync();
        estate.Root("dp-1").Receipts.Clear();
        estate.Configuration = ServersNamed("dp-1") + PackageNamed("viewer", "retire: true");

        await estate.DespoolAsync();

        Assert.Equal("one", Shown());
        Assert.Null(Holding());
    }

    [Fact]
    public async Task Cell_CutBetweenPublishingAndRecording_IsFoundAndNotCopiedAgain()
    {
        estate.Records.Before = (packages, _) =>
        {
            if (packages.Any(line => line.Events.Any(happened => happened is TransferPackageEvent.Placed)))
                throw new Engine.TransferPackages.StateWriteException("memory", "the power went");
        };
        await Assert.ThrowsAsync<Engine.TransferPackages.StateWriteException>(() => estate.DespoolAsync());
        estate.Records.Before = null;
        Assert.NotNull(Recorded().UnsureOf(new("dp-1")));

        Assert.Single((await estate.DespoolAsync()).OfType<Happened.Found>());
        Assert.Null(Recorded().UnsureOf(new("dp-1")));
        Assert.True(estate.Plan().IsConverged);
    }

    private Core.Servers.ServerSet At => estate.Recorded().Servers.SetOf(new Core.Resources.ServerName("dp-1"));

    private void Version(string text) => estate.Store.Source("viewer", ("app.txt", text));

    private void Forget() => Append(new TransferPackageEvent.Forgotten("a test", At));

    private void Ask() => Append(new TransferPackageEvent.RefreshAsked("a test", At));

    private void Append(TransferPackageEvent happened) => estate.Append("viewer", happened);

    private TransferPackage Recorded() => estate.Recorded().Packages[new("viewer")];

    private Holding? Holding() => Recorded().HoldingOf(new("dp-1"));

    private string Shown() => estate.Shown("dp-1", Holding()?.PublishAs ?? "viewer", "app.txt");
}

using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.Tests.TransferPackages;

/// <summary>What every implementation of <see cref="ITransferPackages"/> does.</summary>
public abstract class TransferPackagesContract
{
    private static readonly PackageName viewer = new("viewer");
    private static readonly PackageName editor = new("editor");
    private static readonly ServerName server = new("dp-1");

    protected abstract ITransferPackages Records { get; }

    protected abstract IStateLock Held { get; }

    [Fact]
    public void Load_NothingRecorded_IsEmpty()
    {
        var actual = Records.Load(new(), TestContext.Current.CancellationToken);

        Assert.Empty(actual.Packages);
        Assert.Empty(actual.Facts);
        Assert.Null(actual.RecordedAt);
    }

    [Fact]
    public void Append_PackagesAndServers_IsFoldedAndLoadedAgain()
    {
        var servers = new ServerTable();
        Records.Load(servers, TestContext.Current.CancellationToken);

        var after = Records.Append_NeedsLock(Held, [Placed(viewer, servers), Placed(editor, servers)], [new(server, StateFixture.Now, [new ServerEvent.Visited("/srv", 5)])]);
        var loaded = Records.Load(new(), TestContext.Current.CancellationToken);

        Assert.Equal("3.1", after.Packages[viewer].HoldingOf(server)?.Version);
        Assert.Equal(StateFixture.Now, after.RecordedAt);
        Assert.Equal(Render.Text(after), Render.Text(loaded));
    }

    [Fact]
    public void Append_TimeWithAFraction_IsRecordedInWholeSeconds()
    {
        var servers = new ServerTable();
        Records.Load(servers, TestContext.Current.CancellationToken);

        var after = Records.Append_NeedsLock(Held, [Placed(viewer, servers) with { At = StateFixture.Now.AddMilliseconds(900) }], []);

        Assert.Equal(StateFixture.Now, after.Packages[viewer].ProofOf(server)?.At);
    }

    [Fact]
    public void Append_SecondLine_HasTheNextNumber()
    {
        var servers = new ServerTable();
        Records.Load(servers, TestContext.Current.CancellationToken);

        Records.Append_NeedsLock(Held, [Placed(viewer, servers)], []);
        var after = Records.Append_NeedsLock(Held, [Placed(viewer, servers)], []);

        Assert.Equal(2, after.Packages[viewer].Seq);
        Assert.Equal([1L, 2L], Records.History(viewer, servers).Select(record => record.Seq));
    }

    [Fact]
    public void Append_NotLoaded_IsRefused() =>
        Assert.Throws<StateWriteException>(() => Records.Append_NeedsLock(Held, [Placed(viewer, new())], []));

    [Fact]
    public void History_OfServer_GivesEveryEvent()
    {
        Records.Load(new(), TestContext.Current.CancellationToken);
        Records.Append_NeedsLock(Held, [], [new(server, StateFixture.Now, [new ServerEvent.Claimed("/srv"), new ServerEvent.Visited("/srv", null)])]);

        var record = Assert.Single(Records.History(server));

        Assert.Equal([new ServerEvent.Claimed("/srv"), new ServerEvent.Visited("/srv", null)], record.Events);
    }

    [Fact]
    public void Tidy_AnyTime_ChangesNothingThatIsRecorded()
    {
        var servers = new ServerTable();
        Records.Load(servers, TestContext.Current.CancellationToken);
        var after = Records.Append_NeedsLock(Held, [Placed(viewer, servers)], [new(server, StateFixture.Now, [new ServerEvent.Visited("/srv", 5)])]);

        Records.Tidy_NeedsLock(Held, TestContext.Current.CancellationToken);

        Assert.Equal(Render.Text(after), Render.Text(Records.Load(new(), TestContext.Current.CancellationToken)));
    }

    private static TransferPackageAppend Placed(PackageName package, ServerTable servers) => new(
        package, StateFixture.Now, new OrderNumber(4, 18), "a1b2", "3fa9", [new TransferPackageEvent.Placed(Digest.Of("one"u8), "3.1", 10, 10, ProofKind.Written, servers.SetOf(server))]);
}

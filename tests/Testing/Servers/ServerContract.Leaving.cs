using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Xunit;

namespace Reconciler.Testing.Servers;

public abstract partial class ServerContract
{
    [Fact]
    public async Task Withdraw_AfterADisplacementByEqualContent_LeavesTheNewPackage()
    {
        var manifest = Content.Package(("a", "one"));
        var old = Request(manifest, package: "viewer-old", publishAs: "viewer");
        await using var server = await PlacedAsync(old);
        await PlaceAsync(server, Request(manifest) with { Displaces = old.Place.Package });

        Assert.Null((await server.LookAsync(old.Place, default)).Current);
        await FailsAsync(TroubleKind.Conflict, () => server.WithdrawAsync(old.Place, NextOrder(), default));

        Assert.Equal("one", Read("viewer")!["a"]);
    }

    [Fact]
    public async Task Withdraw_Placed_LeavesReadersWithoutItAndKeepsTheTree()
    {
        var request = Request(Content.Package(("a", "one")));
        await using var server = await PlacedAsync(request);

        await server.WithdrawAsync(request.Place, NextOrder(), default);
        await server.WithdrawAsync(request.Place, NextOrder(), default);

        Assert.Null(Read("viewer"));
        var view = await server.LookAsync(request.Place, default);
        Assert.Null(view.Current);
        Assert.Equal([request.Manifest.Digest], view.OutOfSight.Select(tree => tree.Digest));
        Assert.Equal(0, (await PlaceAsync(server, request with { Order = NextOrder() })).SentBytes);
        Assert.Equal("one", Read("viewer")!["a"]);
    }

    [Fact]
    public async Task Withdraw_NeverPlaced_DoesNothing()
    {
        await using var server = await ClaimedAsync();

        await server.WithdrawAsync(new(Viewer, "viewer"), NextOrder(), default);

        Assert.Equal(PackageView.Nothing, await server.LookAsync(new(Viewer, "viewer"), default));
    }

    [Fact]
    public async Task Withdraw_NotOurs_IsAConflictAndTouchesNothing()
    {
        await using var server = await ClaimedAsync();
        Write("viewer/theirs.txt", "theirs");

        await FailsAsync(TroubleKind.Conflict, () => server.WithdrawAsync(new(Viewer, "viewer"), NextOrder(), default));

        Assert.Equal("theirs", Read("viewer")!["theirs.txt"]);
    }

    [Fact]
    public async Task Clean_ReplacedVersion_ForgetsItAndLeavesTheCurrentOne()
    {
        var before = Content.Package(("a", "one"));
        var after = Content.Package(("a", "two"));
        await using var server = await PlacedAsync(Request(before));
        await PlaceAsync(server, Request(after));

        await server.CleanAsync(new(Viewer, "viewer"), [before.Digest, after.Digest], [], default);

        var view = await server.LookAsync(new(Viewer, "viewer"), default);
        Assert.Equal(after.Digest, view.Current!.Digest);
        Assert.Empty(view.OutOfSight);
        Assert.Equal("two", Read("viewer")!["a"]);
    }

    [Fact]
    public async Task Clean_LastTree_LeavesNothing()
    {
        var request = Request(Content.Package(("a", "one")));
        await using var server = await PlacedAsync(request);
        await server.WithdrawAsync(request.Place, NextOrder(), default);

        await server.CleanAsync(request.Place, [request.Manifest.Digest], [], default);
        await server.CleanAsync(request.Place, [request.Manifest.Digest], [], default);

        Assert.Equal(PackageView.Nothing, await server.LookAsync(request.Place, default));
        Assert.Empty(await server.ReceiptsAsync(default).ToListAsync());
    }

    [Fact]
    public async Task Receipts_OfAllPackages_SayWhatIsCurrent()
    {
        var placed = Request(Content.Package(("a", "one")), package: "b-placed", publishAs: "Apps/B");
        var withdrawn = Request(Content.Package(("a", "two")), package: "a-withdrawn");
        await using var server = await PlacedAsync(placed);
        await PlaceAsync(server, withdrawn);
        await server.WithdrawAsync(withdrawn.Place, NextOrder(), default);

        var receipts = await server.ReceiptsAsync(default).ToListAsync();

        Assert.Equal(["a-withdrawn", "b-placed"], receipts.Select(receipt => receipt.Package.Value));
        Assert.Null(receipts[0].Current);
        Assert.Equal(withdrawn.Manifest.Digest, Assert.Single(receipts[0].OutOfSight).Digest);
        Assert.Empty(receipts[1].OutOfSight);
        Assert.Equal(
            new Receipt(placed.Place.Package, "Apps/B", placed.Order, new(placed.Manifest.Digest, placed.Version, "Apps/B") { Layout = Layout }, placed.Manifest), receipts[1] with { OutOfSight = [] });
    }

    [Fact]
    public async Task Sweep_AfterARepair_DeletesTheDamagedTwinAndKeepsWhatOthersPutThere()
    {
        var manifest = Content.Package(("a", "one"));
        await using var server = await PlacedAsync(Request(manifest));
        Write("viewer/extra", "x");
        await PlaceAsync(server, Request(manifest) with { MustRead = true });
        Assert.Single((await server.LookAsync(new(Viewer, "viewer"), default)).OutOfSight);

        await server.SweepAsync(DateTimeOffset.MaxValue, [], default);

        var view = await server.LookAsync(new(Viewer, "viewer"), default);
        Assert.Equal(manifest.Digest, view.Current!.Digest);
        Assert.Empty(view.OutOfSight);
        Assert.Equal(["extra"], SetAside());
        Assert.Equal("one", Read("viewer")!["a"]);
    }
}

using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Xunit;

namespace Reconciler.Testing.Servers;

public abstract partial class ServerContract
{
    [Fact]
    public async Task Verify_NothingThere_IsMissing()
    {
        await using var server = await ClaimedAsync();

        var verification = await server.VerifyAsync(new(Viewer, "viewer"), Content.Package(("a", "one")), ProofKind.Stat, [], default);

        Assert.Equal([new(DifferenceKind.Missing, "")], verification.Differences);
    }

    [Fact]
    public async Task Verify_Touched_NamesEachDifferenceSortedByPath()
    {
        var manifest = Content.Package(("changed", "one"), ("gone", "two"), ("longer", "three"), ("sub/whole", "four"));
        await using var server = await PlacedAsync(Request(manifest));
        Write("viewer/changed", "eno");
        Delete("viewer/gone");
        Write("viewer/longer", "threeee");
        Write("viewer/sub/extra", "x");
        Write("viewer/sub/Thumbs.db", "x");

        var verification = await server.VerifyAsync(new(Viewer, "viewer"), manifest, ProofKind.Read, ["Thumbs.db"], default);

        Assert.Equal(
            [
                new(DifferenceKind.ContentDiffers, "changed"),
                new(DifferenceKind.Missing, "gone"),
                new(DifferenceKind.SizeDiffers, "longer"),
                new(DifferenceKind.Extra, "sub/extra"),
            ],
            verification.Differences);
    }

    [Fact]
    public async Task Refresh_Touched_MendsItAndSendsOnlyTheDamagedFile()
    {
        var manifest = Content.Package(("changed", "one"), ("whole", "two two"));
        await using var server = await PlacedAsync(Request(manifest));
        Write("viewer/changed", "eno");
        Write("viewer/extra", "x");

        var staged = await PlaceAsync(server, Request(manifest) with { MustRead = true });

        Assert.Equal(3, staged.SentBytes);
        Assert.Equal(["changed", "whole"], Read("viewer")!.Keys);
        Assert.Equal("one", Read("viewer")!["changed"]);
        Assert.True((await server.VerifyAsync(new(Viewer, "viewer"), manifest, ProofKind.Stat, [], default)).IsEqual);
    }

    [Fact]
    public async Task Adopt_EqualContent_WritesTheReceiptWithoutACopy()
    {
        await using var server = await ClaimedAsync();
        Write("viewer/a", "one");
        Write("viewer/sub/b", "two");
        Write("viewer/Thumbs.db", "x");
        var request = Request(Content.Package(("a", "one"), ("sub/b", "two")));

        Assert.True((await server.AdoptAsync(request, ["Thumbs.db"], default)).IsEqual);

        var view = await server.LookAsync(request.Place, default);
        Assert.Equal(new TreeOnServer(request.Manifest.Digest, request.Version, "viewer"), view.Current);
        Assert.Equal(request.Order, view.LastOrder);
        Assert.Empty(Content.Reads);
        Assert.True((await server.VerifyAsync(request.Place, request.Manifest, ProofKind.Stat, ["Thumbs.db"], default)).IsEqual);
    }

    [Fact]
    public async Task Adopt_OtherContent_SaysHowItDiffersAndWritesNothing()
    {
        await using var server = await ClaimedAsync();
        Write("viewer/a", "eno");
        Write("viewer/extra", "x");
        var request = Request(Content.Package(("a", "one"), ("b", "two")));

        var verification = await server.AdoptAsync(request, [], default);

        Assert.Equal(
            [new(DifferenceKind.ContentDiffers, "a"), new(DifferenceKind.Missing, "b"), new(DifferenceKind.Extra, "extra")],
            verification.Differences);
        Assert.False((await server.LookAsync(request.Place, default)).HasReceipt);
    }

    [Fact]
    public async Task Adopt_OfATreeThatIsAnotherPackages_IsAConflict()
    {
        var manifest = Content.Package(("a", "one"));
        await using var server = await PlacedAsync(Request(manifest, package: "viewer-old", publishAs: "viewer"));

        await FailsAsync(TroubleKind.Conflict, () => server.AdoptAsync(Request(manifest), [], default));
    }

    [Fact]
    public async Task Adopt_NothingThere_IsMissing()
    {
        await using var server = await ClaimedAsync();

        Assert.False((await server.AdoptAsync(Request(Content.Package(("a", "one"))), [], default)).IsEqual);
    }
}

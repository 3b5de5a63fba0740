using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;
using Xunit;

namespace Reconciler.Testing.Servers;

public abstract partial class ServerContract
{
    [Fact]
    public async Task Open_NewRoot_HasNoClaim()
    {
        await using var server = Connect();

        Assert.Null((await server.OpenAsync(default)).Claim);
    }

    [Fact]
    public async Task Open_ClaimedByAnotherEstate_ShowsWhose()
    {
        await using (await ClaimedAsync("b"))
        {
        }

        await using var server = Connect();
        var claim = (await server.OpenAsync(default)).Claim;

        Assert.Equal(new Claim(new(new string('b', 32)), Name, fileTime), claim);
    }

    [Fact]
    public async Task Place_NothingThere_ReadersSeeThePackage()
    {
        var manifest = Manifest.Of([
            Content.File("readme.txt", "read me"),
            Content.Executable("bin/run", "#!/bin/sh"),
            Content.Link("bin/go", "run"),
            Content.File("empty.txt", ""),
            ManifestEntry.EmptyDirectory("logs/old"),
        ]);
        await using var server = await ClaimedAsync();
        var progress = new SumOfProgress();
        var request = Request(manifest);
        var staged = await server.StageAsync(request, Content, progress, default);
        Assert.Null(Read("viewer"));
        await server.SealAsync(request, staged, default);
        await server.PublishAsync(request, staged, default);

        Assert.Equal(
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["bin/go"] = "-> run",
                ["bin/run"] = "#!/bin/sh",
                ["empty.txt"] = "",
                ["logs/old"] = "/",
                ["readme.txt"] = "read me",
            },
            Read("viewer"));
        Assert.Equal(manifest.SizeBytes, staged.SentBytes);
        Assert.Equal(manifest.SizeBytes, progress.Total);
        Assert.Equal(ProofKind.Written, staged.Proof);
        Assert.True((await server.VerifyAsync(request.Place, manifest, ProofKind.Stat, [], default)).IsEqual);
        Assert.True((await server.VerifyAsync(request.Place, manifest, ProofKind.Read, [], default)).IsEqual);
    }

    [Fact]
    public async Task Look_AtEachStep_SaysWhatIsThere()
    {
        var request = Request(Content.Package(("a", "1")), version: "3.1");
        await using var server = await ClaimedAsync();
        Assert.Equal(PackageView.Nothing, await server.LookAsync(request.Place, default));

        var staged = await StageAsync(server, request);
        Assert.Equal(PackageView.Nothing, await server.LookAsync(request.Place, default));

        await server.SealAsync(request, staged, default);
        var view = await server.LookAsync(request.Place, default);
        Assert.Null(view.Current);
        Assert.True(view.HasReceipt);
        Assert.Equal(request.Manifest.Digest, Assert.Single(view.OutOfSight).Digest);

        await server.PublishAsync(request, staged, default);
        view = await server.LookAsync(request.Place, default);
        Assert.Equal(new TreeOnServer(request.Manifest.Digest, "3.1", "viewer") { Layout = Layout }, view.Current);
        Assert.Equal(request.Order, view.LastOrder);
        Assert.Empty(view.OutOfSight);
        Assert.False(view.HasSomethingElse);
    }

    [Fact]
    public async Task Update_OtherContent_SendsWhatIsMissingAndKeepsTheOldTree()
    {
        var before = Content.Package(("same", "unchanged"), ("changed", "old"));
        var after = Content.Package(("same", "unchanged"), ("changed", "newer"), ("moved/same", "unchanged"));
        await using var server = await PlacedAsync(Request(before));
        var request = Request(after, version: "2");

        var staged = await PlaceAsync(server, request);

        Assert.Equal(5, staged.SentBytes);
        Assert.Equal(ProofKind.Stat, staged.Proof);
        Assert.Equal(["changed", "moved/same", "same"], Read("viewer")!.Keys);
        Assert.Equal("newer", Read("viewer")!["changed"]);
        var view = await server.LookAsync(request.Place, default);
        Assert.Equal(after.Digest, view.Current!.Digest);
        Assert.Equal([before.Digest], view.OutOfSight.Select(tree => tree.Digest));
    }

    [Fact]
    public async Task Rollback_RetainedVersion_SendsNothing()
    {
        var before = Content.Package(("a", "one"));
        var after = Content.Package(("a", "two"));
        await using var server = await PlacedAsync(Request(before));
        await PlaceAsync(server, Request(after));
        Content.Forget(before.Entries[0].Digest);

        var back = await PlaceAsync(server, Request(before, version: "1-again"));

        Assert.Equal(0, back.SentBytes);
        Assert.Equal("one", Read("viewer")!["a"]);
        Assert.Equal("1-again", (await server.LookAsync(new(Viewer, "viewer"), default)).Current!.Version);
    }

    [Fact]
    public async Task Publish_Again_ChangesNothing()
    {
        var request = Request(Content.Package(("a", "one")));
        await using var server = await PlacedAsync(request);
        var staged = await StageAsync(server, request);
        await server.PublishAsync(request, staged, default);
        await server.PublishAsync(request, staged, default);

        Assert.Equal(0, staged.SentBytes);
        Assert.Equal("one", Read("viewer")!["a"]);
        Assert.Empty((await server.LookAsync(request.Place, default)).OutOfSight);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Update_KilledAfterAStep_IsDoneByTheNextRun(int steps)
    {
        await using (await PlacedAsync(Request(Content.Package(("a", "one"), ("b", "same")))))
        {
        }

        var request = Request(Content.Package(("a", "two"), ("b", "same")));
        var first = Connect();
        var staged = await StageAsync(first, request);
        if (steps > 1)
            await first.SealAsync(request, staged, default);
        if (steps > 2)
            await first.PublishAsync(request, staged, default);
        Assert.Equal(steps > 2 ? "two" : "one", Read("viewer")!["a"]);

        var again = request with { Order = NextOrder() };
        await using var second = Connect();
        var stagedAgain = await PlaceAsync(second, again);

        if (steps > 1)
            Assert.Equal(0, stagedAgain.SentBytes);
        Assert.Equal("two", Read("viewer")!["a"]);
        var view = await second.LookAsync(request.Place, default);
        Assert.Equal(request.Manifest.Digest, view.Current!.Digest);
        Assert.Single(view.OutOfSight);
    }

    [Fact]
    public async Task Place_PublishAsChanged_MovesWithoutSending()
    {
        var manifest = Content.Package(("a", "one"));
        await using var server = await PlacedAsync(Request(manifest, publishAs: "Apps/Viewer"));

        var moved = await PlaceAsync(server, Request(manifest, publishAs: "Tools/Viewer 3"));

        Assert.Equal(0, moved.SentBytes);
        Assert.Null(Read("Apps/Viewer"));
        Assert.Equal("one", Read("Tools/Viewer 3")!["a"]);
        Assert.Equal("Tools/Viewer 3", (await server.LookAsync(new(Viewer, "Tools/Viewer 3"), default)).Current!.PublishedAs);
    }

    [Fact]
    public async Task Look_PublishAsChanged_SaysWhereThePackageStands()
    {
        var manifest = Content.Package(("a", "one"));
        await using var server = await PlacedAsync(Request(manifest, publishAs: "old"));

        var view = await server.LookAsync(new(Viewer, "new"), default);

        Assert.Equal("old", view.Current!.PublishedAs);
        Assert.False(view.HasSomethingElse);
    }

    [Fact]
    public async Task Publish_NotOursAtThePath_IsAConflictAndTouchesNothing()
    {
        await using var server = await ClaimedAsync();
        Write("viewer/theirs.txt", "theirs");
        var request = Request(Content.Package(("a", "one")));
        Assert.True((await server.LookAsync(request.Place, default)).HasSomethingElse);

        var trouble = await FailsAsync(TroubleKind.Conflict, () => PlaceAsync(server, request));

        Assert.Equal((Name, Viewer), (trouble.Server, trouble.Package));
        Assert.Equal(["theirs.txt"], Read("viewer")!.Keys);
    }

    [Fact]
    public async Task Publish_DisplacesALeavingPackage_TakesItOutOfSight()
    {
        var old = Request(Content.Package(("a", "one")), package: "viewer-old", publishAs: "viewer");
        await using var server = await PlacedAsync(old);
        var request = Request(Content.Package(("a", "two"))) with { Displaces = old.Place.Package };

        await PlaceAsync(server, request);

        Assert.Equal("two", Read("viewer")!["a"]);
        var displaced = await server.LookAsync(old.Place, default);
        Assert.Null(displaced.Current);
        Assert.Equal([old.Manifest.Digest], displaced.OutOfSight.Select(tree => tree.Digest));
        await server.CleanAsync(old.Place, [old.Manifest.Digest], [], default);
        Assert.Equal("two", Read("viewer")!["a"]);
    }

    [Fact]
    public async Task Stage_RenamedPackage_SendsNothing()
    {
        var manifest = Content.Package(("a", "one"), ("b/c", "two"));
        await using var server = await PlacedAsync(Request(manifest, package: "viewer-old"));

        var staged = await PlaceAsync(server, Request(manifest) with { ReuseFrom = [new("viewer-old"), new("never-there")] });

        Assert.Equal(0, staged.SentBytes);
        Assert.Equal("two", Read("viewer")!["b/c"]);
    }

    [Fact]
    public async Task AnyStep_OlderOrder_IsSuperseded()
    {
        var late = Request(Content.Package(("a", "late")));
        var request = Request(Content.Package(("a", "one")));
        await using var server = await PlacedAsync(request);

        await FailsAsync(TroubleKind.Superseded, () => StageAsync(server, late));
        await FailsAsync(TroubleKind.Superseded, () => server.SealAsync(late, new("0123456789abcdef", 0, ProofKind.Stat), default));
        await FailsAsync(TroubleKind.Superseded, () => server.WithdrawAsync(late.Place, late.Order, default));

        Assert.Equal("one", Read("viewer")!["a"]);
    }

    [Fact]
    public async Task Stage_MissingInTheStore_SaysWhatIsMissingAndGoesOnLater()
    {
        var manifest = Content.Package(("a", "one"), ("b", "two"));
        await using var server = await ClaimedAsync();
        Content.Forget(manifest.Entries[1].Digest);
        var request = Request(manifest);

        var missing = await Assert.ThrowsAsync<ContentMissingException>(() => StageAsync(server, request));
        Assert.Equal(manifest.Entries[1].Digest, missing.Digest);

        Content.File("b", "two");
        await PlaceAsync(server, request);
        Assert.Equal("two", Read("viewer")!["b"]);
    }

    [Fact]
    public async Task Stage_StoreIsDamaged_NamesTheObjectAndPlacesNothingOfIt()
    {
        var manifest = Content.Package(("a", "one"), ("b", "two"));
        Content.Damage(manifest.Entries[1].Digest, "owt");
        await using var server = await ClaimedAsync();

        var damaged = await Assert.ThrowsAsync<ContentMissingException>(() => PlaceAsync(server, Request(manifest)));

        Assert.Equal(manifest.Entries[1].Digest, damaged.Digest);
        Assert.Null(Read("viewer"));
        Content.File("b", "two");
        await PlaceAsync(server, Request(manifest));
        Assert.True((await server.VerifyAsync(new(Viewer, "viewer"), manifest, ProofKind.Read, [], default)).IsEqual);
    }
}

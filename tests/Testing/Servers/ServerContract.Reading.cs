using Xunit;

namespace Reconciler.Testing.Servers;

public abstract partial class ServerContract
{
    [Fact]
    public async Task Read_OfAPlacedPackage_GivesItsManifest()
    {
        var manifest = Content.Package(("a.txt", "one"), ("b/c.txt", "two"));
        await using var server = await PlacedAsync(Request(manifest));

        var read = await server.ReadAsync(new(Viewer, "viewer"), [], default);

        Assert.Equal(manifest, read);
        Assert.Equal(["viewer"], await server.DirectoriesAsync(default));
    }

    [Fact]
    public async Task Read_OfWhatSomebodyElseWrote_LeavesOutOnlyTheIgnored()
    {
        await using var server = await ClaimedAsync();
        Write("viewer/a.txt", "one");
        Write("viewer/Thumbs.db", "x");

        var read = await server.ReadAsync(new(Viewer, "viewer"), ["Thumbs.db"], default);

        Assert.Equal(Content.Package(("a.txt", "one")), read);
    }

    [Fact]
    public async Task Read_OfNothing_GivesNothing()
    {
        await using var server = await ClaimedAsync();

        Assert.Null(await server.ReadAsync(new(Viewer, "viewer"), [], default));
        Assert.Empty(await server.DirectoriesAsync(default));
    }

    [Fact]
    public async Task Adopt_OfWhatWasRead_MakesItCurrent()
    {
        await using var server = await ClaimedAsync();
        Write("viewer/a.txt", "mine");
        var read = await server.ReadAsync(new(Viewer, "viewer"), [], default);

        var adopted = await server.AdoptAsync(Request(read!, version: "unmanaged"), [], default);

        Assert.True(adopted.IsEqual);
        var view = await server.LookAsync(new(Viewer, "viewer"), default);
        Assert.Equal(("unmanaged", read!.Digest), (view.Current!.Version, view.Current.Digest));
    }

    [Fact]
    public async Task DeleteExtra_OfWhatWasSetAside_FreesIt()
    {
        await using var server = await PlacedAsync(Request(Content.Package(("a.txt", "one"))));
        Write("viewer/extra.txt", "not ours");
        await server.WithdrawAsync(new(Viewer, "viewer"), NextOrder(), default);
        await server.CleanAsync(new(Viewer, "viewer"), [Content.Package(("a.txt", "one")).Digest], [], default);

        var freed = await server.DeleteExtraAsync(default);
        var again = await server.DeleteExtraAsync(default);

        Assert.True(freed > 0);
        Assert.Equal(0, again);
    }
}

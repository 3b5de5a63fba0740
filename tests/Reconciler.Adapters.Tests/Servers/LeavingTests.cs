using Reconciler.Core.Content;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

public sealed class LeavingTests : IDisposable
{
    private readonly ServerOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task Withdraw_LastBelowOurDirectories_RemovesThem()
    {
        var a = disk.Request(disk.Content.Package(("a", "1")), "a", "Apps/Office/A");
        var b = disk.Request(disk.Content.Package(("b", "2")), "b", "Apps/B");
        await disk.PlaceAsync(a);
        disk.Restart();
        await disk.PlaceAsync(b);

        await disk.Server.WithdrawAsync(a.Place, disk.NextOrder(), default);
        Assert.Equal(["B"], Directory.GetFileSystemEntries(disk.At("Apps")).Select(Path.GetFileName));

        await disk.Server.WithdrawAsync(b.Place, disk.NextOrder(), default);
        Assert.False(Directory.Exists(disk.At("Apps")));
    }

    [Fact]
    public async Task Withdraw_DirectoriesOfOthers_Stay()
    {
        Directory.CreateDirectory(disk.At("Theirs"));
        var inTheirs = disk.Request(disk.Content.Package(("a", "1")), "a", "Theirs/Ours/A");
        await disk.PlaceAsync(inTheirs);
        await File.WriteAllTextAsync(disk.At("Theirs", "Ours", "note"), "x");

        await disk.Server.WithdrawAsync(inTheirs.Place, disk.NextOrder(), default);
        Assert.Equal(["note"], TreeReader.Read(disk.At("Theirs", "Ours"))!.Keys);

        File.Delete(disk.At("Theirs", "Ours", "note"));
        await disk.Server.WithdrawAsync(inTheirs.Place, disk.NextOrder(), default);
        Assert.Empty(Directory.GetFileSystemEntries(disk.At("Theirs")));
    }

    [Fact]
    public async Task Clean_OthersFilesInTheTree_AreSetAsideWhereTheyWere()
    {
        var manifest = Manifest.Of([
            disk.Content.File("file", "one"), disk.Content.File("edited", "two"), disk.Content.File("sub/inner", "three"), disk.Content.Link("link", "file"),
            ManifestEntry.EmptyDirectory("void"),
        ]);
        await disk.PlaceAsync(manifest);
        await File.WriteAllTextAsync(disk.At("viewer", "edited"), "TWO");
        await File.WriteAllTextAsync(disk.At("viewer", "sub", "note"), "note");
        await File.WriteAllTextAsync(disk.At("viewer", "sub", "Thumbs.db"), "x");
        Directory.CreateDirectory(disk.At("viewer", "void", "more"));
        await File.WriteAllTextAsync(disk.At("viewer", "void", "more", "deep"), "deep");
        new ProcessRun("sh", "-c", "printf x > \"$(printf 'a\\377b')\"") { WorkingDirectory = disk.At("viewer") }.Run().EnsureSuccess();
        await disk.Server.WithdrawAsync(disk.Viewer, disk.NextOrder(), default);

        await disk.Server.CleanAsync(disk.Viewer, [manifest.Digest], ["Thumbs.db"], default);

        Assert.Empty(Directory.GetDirectories(disk.Ours("trees")));
        Assert.Empty(Directory.GetFiles(disk.Ours("seals")));
        Assert.Empty(Directory.GetFiles(disk.Ours("receipts")));
        var time = Assert.Single(Directory.GetDirectories(disk.Ours("extra", "viewer")));
        new ProcessRun("sh", "-c", "mv \"$(printf 'a\\377b')\" readable") { WorkingDirectory = time }.Run().EnsureSuccess();
        Assert.Equal(
            [new("edited", "TWO"), new("readable", "x"), new("sub/note", "note"), new("void/more/deep", "deep")], TreeReader.Read(time)!.ToArray());
    }

    [Fact]
    public async Task Clean_SealIsGone_KeepsTheWholeTree()
    {
        var manifest = disk.Content.Package(("a", "one"));
        await disk.PlaceAsync(manifest);
        await disk.Server.WithdrawAsync(disk.Viewer, disk.NextOrder(), default);
        File.Delete(Assert.Single(Directory.GetFiles(disk.Ours("seals"))));

        await disk.Server.CleanAsync(disk.Viewer, [manifest.Digest], [], default);

        var time = Assert.Single(Directory.GetDirectories(disk.Ours("extra", "viewer")));
        Assert.Equal(["one"], TreeReader.Read(time)!.Values);
    }

    [Fact]
    public async Task Clean_AnotherFileSystemIsMountedInside_DeletesNothingOfIt()
    {
        var manifest = disk.Content.Package(("sub/a", "one"));
        await disk.PlaceAsync(manifest);
        await File.WriteAllTextAsync(Path.Combine(disk.Outside, "a"), "theirs");
        using var mount = Mount.Bind(disk.Outside, disk.At("viewer", "sub"));
        await disk.Server.WithdrawAsync(disk.Viewer, disk.NextOrder(), default);

        var trouble = await Assert.ThrowsAsync<ServerException>(
            () => disk.Server.CleanAsync(disk.Viewer, [manifest.Digest], [], default));

        // The mount went with its directory; it ends where it began.
        Directory.Move(Assert.Single(Directory.GetDirectories(disk.Ours("trees"))), disk.At("viewer"));
        Assert.Contains("mounted inside a package", trouble.Message);
        Assert.Equal("theirs", await File.ReadAllTextAsync(Path.Combine(disk.Outside, "a")));
    }

    [Fact]
    public async Task Withdraw_RestoredFromABackup_IsStillKnownOutOfSight()
    {
        var manifest = disk.Content.Package(("a", "one"));
        await disk.PlaceAsync(manifest);
        Directory.Move(disk.At("viewer"), disk.At("copied"));
        new ProcessRun("cp", "-a", disk.At("copied"), disk.At("viewer")).Run().EnsureSuccess();

        await disk.Server.WithdrawAsync(disk.Viewer, disk.NextOrder(), default);

        Assert.False(Directory.Exists(disk.At("viewer")));
        Assert.Equal([manifest.Digest], (await disk.Server.LookAsync(disk.Viewer, default)).OutOfSight.Select(tree => tree.Digest));
    }

    [Theory]
    [InlineData("Apps", "Apps/Viewer")]
    [InlineData("Apps/Viewer", "Apps")]
    public async Task Publish_MovedIntoOrOutOfItsOwnPath_StandsAtTheNewOneOnly(string from, string to)
    {
        var manifest = disk.Content.Package(("a", "one"));
        await disk.PlaceAsync(manifest, publishAs: from);

        var moved = await disk.PlaceAsync(manifest, publishAs: to);

        Assert.Equal(0, moved.SentBytes);
        Assert.Equal([$"{to}/a"], TreeReader.Read(disk.Root)!.Keys.Where(path => !path.StartsWith(".reconciler", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Publish_InsideAnotherPackage_IsAConflict()
    {
        await disk.PlaceAsync(disk.Content.Package(("a", "one")), "apps", "Apps");

        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.PlaceAsync(disk.Content.Package(("b", "two")), "viewer", "Apps/Viewer"));

        Assert.Equal(TroubleKind.Conflict, trouble.Kind);
        Assert.Contains("is package apps", trouble.Message);
        Assert.Equal(["a"], TreeReader.Read(disk.At("Apps"))!.Keys);
    }

    [Fact]
    public async Task Stage_LinkThatLeadsOut_IsRefused()
    {
        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.PlaceAsync(Manifest.Of([disk.Content.Link("sub/out", "../../elsewhere")])));

        Assert.Equal(TroubleKind.BadName, trouble.Kind);
    }

    [Fact]
    public async Task PlaceAndWithdraw_ManyPackagesAtOnce_DoNotDisturbEachOther()
    {
        var requests = Enumerable.Range(0, 30)
            .Select(i => disk.Request(disk.Content.Package(("a", $"{i}"), ("shared", "same")), $"p{i}", $"Apps/{i % 3}/p{i}"))
            .ToArray();
        await Task.WhenAll(requests.Select(request => disk.PlaceAsync(request)));
        Assert.All(requests, request => Assert.True(File.Exists(disk.At(request.Place.PublishAs, "a"))));

        var updates = requests.Select(request => request with { Manifest = disk.Content.Package(("a", "new")), Order = disk.NextOrder() }).ToArray();
        var odd = updates.Where((_, i) => i % 2 == 1).ToArray();
        await Task.WhenAll(updates.Except(odd).Select(update => disk.PlaceAsync(update)).Concat(
            odd.Select(update => disk.Server.WithdrawAsync(update.Place, update.Order, default))).Append(
            disk.Server.SweepAsync(DateTimeOffset.UnixEpoch, [], default)));
        Assert.Equal(15, TreeReader.Read(disk.At("Apps"))!.Count);

        await Task.WhenAll(updates.Select(update => disk.Server.WithdrawAsync(update.Place, disk.NextOrder(), default)));
        Assert.False(Directory.Exists(disk.At("Apps")));
    }
}

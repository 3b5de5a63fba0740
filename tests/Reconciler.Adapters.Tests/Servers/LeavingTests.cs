using Reconciler.Core.Content;
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
}

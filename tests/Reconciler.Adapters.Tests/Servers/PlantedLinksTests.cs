using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>Somebody who can write to the server's root leads our paths elsewhere.</summary>
public sealed class PlantedLinksTests : IDisposable
{
    private readonly ServerOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Theory]
    [InlineData(".reconciler")]
    [InlineData(".reconciler/trees")]
    [InlineData(".reconciler/receipts")]
    [InlineData(".reconciler/seals")]
    [InlineData(".reconciler/staging")]
    [InlineData("Apps")]
    public async Task Update_FolderLeadsElsewhere_IsRefusedAndNothingIsWrittenThere(string folder)
    {
        await disk.PlaceAsync(disk.Content.Package(("a", "1")), publishAs: "Apps/viewer");
        var elsewhere = Path.Combine(disk.Outside, "target");
        Directory.Move(disk.At(folder), elsewhere);
        File.CreateSymbolicLink(disk.At(folder), elsewhere);
        var before = Snapshot(elsewhere);
        disk.Restart();

        var request = disk.Request(disk.Content.Package(("a", "2")), publishAs: "Apps/viewer");
        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.PlaceAsync(request));
        await Record.ExceptionAsync(() => disk.Server.WithdrawAsync(request.Place, disk.NextOrder(), default));
        await Record.ExceptionAsync(() => disk.Server.CleanAsync(request.Place, [request.Manifest.Digest], [], default));
        await Record.ExceptionAsync(() => disk.Server.SweepAsync(DateTimeOffset.MaxValue, [], default));

        Assert.Equal(TroubleKind.Conflict, trouble.Kind);
        Assert.Contains(disk.At(folder), trouble.Message);
        Assert.Equal(before, Snapshot(elsewhere));
    }

    [Theory]
    [InlineData("receipts/viewer.json")]
    [InlineData("server.json")]
    public async Task Look_FileLeadsElsewhere_IsRefused(string file)
    {
        await disk.PlaceAsync(disk.Content.Package(("a", "1")));
        var elsewhere = Path.Combine(disk.Outside, "target");
        File.Move(disk.Ours(file), elsewhere);
        File.CreateSymbolicLink(disk.Ours(file), elsewhere);
        var before = File.ReadAllText(elsewhere);
        disk.Restart();

        var trouble = await Assert.ThrowsAsync<ServerException>(async () =>
        {
            await disk.Server.OpenAsync(default);
            await disk.PlaceAsync(disk.Content.Package(("a", "2")));
        });

        Assert.Equal(TroubleKind.Conflict, trouble.Kind);
        Assert.Equal(before, File.ReadAllText(elsewhere));
    }

    [Fact]
    public async Task Publish_LinkAtThePackagesPath_IsAConflict()
    {
        var manifest = disk.Content.Package(("a", "1"));
        await disk.PlaceAsync(manifest);
        Directory.Move(disk.At("viewer"), Path.Combine(disk.Outside, "viewer"));
        File.CreateSymbolicLink(disk.At("viewer"), Path.Combine(disk.Outside, "viewer"));

        var view = await disk.Server.LookAsync(disk.Viewer, default);
        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.PlaceAsync(disk.Content.Package(("a", "2"))));

        Assert.Null(view.Current);
        Assert.True(view.HasSomethingElse);
        Assert.Equal(TroubleKind.Conflict, trouble.Kind);
        Assert.Equal("1", File.ReadAllText(Path.Combine(disk.Outside, "viewer", "a")));
    }

    [Fact]
    public async Task Stage_ResumedTreeLeadsElsewhere_WritesNothingThere()
    {
        var manifest = disk.Content.Package(("sub/a", "1"), ("z", "2"));
        disk.Content.Forget(manifest.Entries[1].Digest);
        await Record.ExceptionAsync(() => disk.PlaceAsync(manifest));
        var tree = Assert.Single(Directory.GetDirectories(disk.Ours("trees")));
        Directory.Delete(Path.Combine(tree, "sub"), recursive: true);
        File.CreateSymbolicLink(Path.Combine(tree, "sub"), disk.Outside);
        disk.Content.File("z", "2");
        disk.Restart();

        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.PlaceAsync(manifest));

        Assert.Equal(TroubleKind.Conflict, trouble.Kind);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Outside));
    }

    [Fact]
    public async Task Clean_LinkInsideATree_IsSetAsideAndItsTargetStays()
    {
        var manifest = disk.Content.Package(("sub/a", "1"));
        await disk.PlaceAsync(manifest);
        Directory.Delete(disk.At("viewer", "sub"), recursive: true);
        File.WriteAllText(Path.Combine(disk.Outside, "a"), "theirs");
        File.CreateSymbolicLink(disk.At("viewer", "sub"), disk.Outside);
        await disk.Server.WithdrawAsync(disk.Viewer, disk.NextOrder(), default);

        await disk.Server.CleanAsync(disk.Viewer, [manifest.Digest], [], default);

        Assert.Equal("theirs", File.ReadAllText(Path.Combine(disk.Outside, "a")));
        var time = Assert.Single(Directory.GetDirectories(disk.Ours("extra", "viewer")));
        Assert.Equal(["sub"], TreeReader.Read(time)!.Keys);
    }

    private static string Snapshot(string directory) =>
        string.Join('\n', TreeReader.Read(directory)!.Select(pair => $"{pair.Key}: {pair.Value}"));
}

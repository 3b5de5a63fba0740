using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers.Sftp;

/// <summary>What others plant in a root never leads a write elsewhere.</summary>
public sealed class SftpHostileTests : IDisposable
{
    private readonly SftpOnDisk disk = new();

    [Theory]
    [InlineData(".reconciler")]
    [InlineData(".reconciler/trees")]
    [InlineData(".reconciler/receipts")]
    [InlineData(".reconciler/staging")]
    [InlineData("Apps")]
    public async Task Place_LinkPlantedAbove_IsAConflictAndWritesNothingElsewhere(string planted)
    {
        var link = disk.At(planted.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        Directory.CreateSymbolicLink(link, disk.Outside);

        await ConflictAsync(() => disk.PlaceAsync(disk.Connect(), disk.Request(disk.Content.Package(("a", "one")), publishAs: "Apps/Viewer")));

        Assert.Empty(Directory.GetFileSystemEntries(disk.Outside));
    }

    [Fact]
    public async Task Place_LinkAtThePath_IsAConflictAndStays()
    {
        File.WriteAllText(Path.Combine(disk.Outside, "theirs"), "theirs");
        Directory.CreateSymbolicLink(disk.At("viewer"), disk.Outside);
        var server = disk.Connect();

        await ConflictAsync(() => disk.PlaceAsync(server, disk.Request(disk.Content.Package(("a", "one")))));

        Assert.True((await server.LookAsync(disk.Viewer, default)).HasSomethingElse);
        Assert.Equal(disk.Outside, new FileInfo(disk.At("viewer")).LinkTarget);
        Assert.Equal(["theirs"], Directory.GetFiles(disk.Outside).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Stage_LinkPlantedInAnInterruptedTree_IsBegunAnew()
    {
        var manifest = disk.Content.Package(("a", "one"), ("sub/b", "two"));
        await disk.StageAsync(disk.Connect(), disk.Request(manifest));
        var tree = Directory.GetDirectories(disk.At(".reconciler", "trees")).Single();
        Directory.Delete(Path.Combine(tree, "sub"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(tree, "sub"), disk.Outside);

        await disk.PlaceAsync(disk.Connect(), disk.Request(manifest));

        Assert.Empty(Directory.GetFileSystemEntries(disk.Outside));
        Assert.Equal("two", File.ReadAllText(disk.At("viewer", "sub", "b")));
    }

    [Fact]
    public async Task Clean_LinkPlantedInATree_IsSetAsideAndNotFollowed()
    {
        var manifest = disk.Content.Package(("a", "one"));
        var server = disk.Connect();
        await disk.PlaceAsync(server, disk.Request(manifest));
        File.WriteAllText(Path.Combine(disk.Outside, "theirs"), "theirs");
        Directory.CreateSymbolicLink(disk.At("viewer", "planted"), disk.Outside);
        new ProcessRun("bash", "-c", $"touch $'{disk.At("viewer")}/odd\\xff'").Run().EnsureSuccess();
        Assert.Equal(2, (await server.VerifyAsync(disk.Viewer, manifest, ProofKind.Stat, [], default)).Differences.Count(difference => difference.Kind == DifferenceKind.Extra));

        await server.WithdrawAsync(disk.Viewer, new(2, 1), default);
        await server.CleanAsync(disk.Viewer, [manifest.Digest], [], default);

        Assert.Equal(["theirs"], Directory.GetFiles(disk.Outside).Select(Path.GetFileName));
        Assert.Empty(Directory.GetDirectories(disk.At(".reconciler", "trees")));
        Assert.Equal(2, Directory.GetDirectories(disk.At(".reconciler", "extra", "viewer")).Sum(time => Directory.GetFileSystemEntries(time).Length));
    }

    [Fact]
    public async Task Update_FileEditedByOthers_IsNotTakenForTheNewVersion()
    {
        var server = disk.Connect();
        await disk.PlaceAsync(server, disk.Request(disk.Content.Package(("a", "one"), ("b", "same"))));
        File.WriteAllText(disk.At("viewer", "b"), "SAME");

        await disk.PlaceAsync(server, disk.Request(disk.Content.Package(("a", "two"), ("b", "same"))));

        Assert.Equal("same", File.ReadAllText(disk.At("viewer", "b")));
    }

    public void Dispose() => disk.Dispose();

    private static async Task ConflictAsync(Func<Task> action)
    {
        var exception = await Assert.ThrowsAsync<ServerException>(action);
        Assert.True(exception.Kind == TroubleKind.Conflict, $"{exception.Kind}: {exception.Message}");
    }
}

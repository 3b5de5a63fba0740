using Reconciler.Adapters.Servers.Directory;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

public sealed class RootTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Open_AbsoluteRootIsMissing_IsNotMountedAndMakesNothing()
    {
        await using var server = Connect(new(AddressKind.Directory, temporary.Combine("missing")));

        var trouble = await Assert.ThrowsAsync<ServerException>(() => server.OpenAsync(default));
        await Assert.ThrowsAsync<ServerException>(() => server.ClaimAsync(new(new(new('a', 32)), server.Name, DateTimeOffset.UnixEpoch), default));

        Assert.Equal(TroubleKind.NotMounted, trouble.Kind);
        Assert.Equal($"the root '{temporary.Combine("missing")}' is not there (not mounted?)", trouble.Message);
        Assert.Empty(Directory.GetFileSystemEntries(temporary.Path));
    }

    [Fact]
    public async Task Open_RelativeRootIsMissing_MakesNothingUntilItIsClaimed()
    {
        await using var server = Connect(new(AddressKind.Relative, "sites/dp-1"));

        Assert.Equal(new ServerVisit(null, null) { HasRoot = false }, await server.OpenAsync(default));
        Assert.Empty(Directory.GetFileSystemEntries(temporary.Path));
        await server.ClaimAsync(new(new(new('a', 32)), server.Name, DateTimeOffset.UnixEpoch), default);

        Assert.NotNull((await server.OpenAsync(default)).Claim);
        Assert.True(File.Exists(temporary.Combine("roots", "sites", "dp-1", ".reconciler", "server.json")));
    }

    [Fact]
    public async Task Open_RelativeRootLeadsElsewhere_IsAConflict()
    {
        temporary.CreateDirectory("elsewhere");
        temporary.CreateDirectory("roots");
        File.CreateSymbolicLink(temporary.Combine("roots", "dp-1"), temporary.Combine("elsewhere"));
        await using var server = Connect(new(AddressKind.Relative, "dp-1"));

        var trouble = await Assert.ThrowsAsync<ServerException>(() => server.OpenAsync(default));

        Assert.Equal(TroubleKind.Conflict, trouble.Kind);
    }

    [Theory]
    [InlineData("state", "contains the state directory")]
    [InlineData("state/content", "lies in the state directory")]
    [InlineData("state/roots", "contains the state directory")]
    [InlineData(".", "contains the state directory")]
    [InlineData("state/roots/dp-9", null)]
    [InlineData("stately", null)]
    public async Task Open_AbsoluteRootLeadsToTheState_IsForeign(string target, string? expected)
    {
        foreach (var directory in new[] { "state/content", "state/roots/dp-9", "stately", "links" })
            temporary.CreateDirectory(directory);
        File.CreateSymbolicLink(temporary.Combine("links", "srv"), Path.GetFullPath(target, temporary.Path));
        File.CreateSymbolicLink(temporary.Combine("links", "state"), temporary.Combine("state"));
        var connector = new DirectoryServerConnector(temporary.Combine("links", "state", "roots"), TimeProvider.System) { StateDirectory = temporary.Combine("links", "state") };
        await using var server = connector.Connect(
            new(new("dp-1"), new(AddressKind.Directory, temporary.Combine("links", "srv")), MaxConcurrentCopies: 1), new(TimeProvider.System));

        if (expected is null)
        {
            Assert.Null((await server.OpenAsync(default)).Claim);
            return;
        }

        var trouble = await Assert.ThrowsAsync<ServerException>(() => server.OpenAsync(default));
        await Assert.ThrowsAsync<ServerException>(() => server.ClaimAsync(new(new(new('a', 32)), server.Name, DateTimeOffset.UnixEpoch), default));
        Assert.Equal(TroubleKind.Foreign, trouble.Kind);
        Assert.Contains($"the root '{temporary.Combine("links", "srv")}' leads to {Path.GetFullPath(target, temporary.Path).TrimEnd('/')}, which {expected}", trouble.Message);
    }

    [Theory]
    [InlineData(AddressKind.Relative, "../dp-1")]
    [InlineData(AddressKind.Relative, "/srv")]
    [InlineData(AddressKind.Directory, "srv")]
    public void Connect_AddressThatLeaves_IsRefused(AddressKind kind, string path) =>
        Assert.Throws<ArgumentException>(() => Connect(new(kind, path)));

    [Fact]
    public async Task Open_ClaimThatCannotBeUnderstood_IsForeign()
    {
        using var disk = new ServerOnDisk();
        await File.WriteAllTextAsync(disk.Ours("server.json"), "{}");

        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.Server.OpenAsync(default));

        Assert.Equal(TroubleKind.Foreign, trouble.Kind);
    }

    [Theory]
    [InlineData("750", "640", "750")]
    [InlineData("2775", "664", "775")]
    [InlineData("700", "600", "700")]
    public async Task Place_ModesOfTheRoot_AreInherited(string root, string file, string executable)
    {
        var path = temporary.CreateDirectory("root");
        new ProcessRun("chmod", root, path).Run().EnsureSuccess();
        using var disk = new ServerOnDisk(path);
        var manifest = Manifest.Of([disk.Content.File("sub/file", "1"), disk.Content.Executable("sub/run", "2"), ManifestEntry.EmptyDirectory("void")]);

        await disk.PlaceAsync(manifest, publishAs: "Apps/viewer");

        var found = new ProcessRun("stat", "-c", "%a", "Apps", "Apps/viewer", "Apps/viewer/sub", "Apps/viewer/void", "Apps/viewer/sub/file", "Apps/viewer/sub/run")
            { WorkingDirectory = path }.Run().EnsureSuccess().StandardOutput;
        Assert.Equal(string.Join('\n', root, root, root, root, file, executable, ""), found);
    }

    [Fact]
    public async Task Place_RootHasADefaultAcl_FilesGetWhatItSays()
    {
        RealPart.Require("setfacl", "apt-get install acl");
        var path = temporary.CreateDirectory("root");
        new ProcessRun("setfacl", "-d", "-m", "u::rwx,g::r-x,o::---,u:daemon:r-x", path).Run().EnsureSuccess();
        using var disk = new ServerOnDisk(path);

        await disk.PlaceAsync(Manifest.Of([disk.Content.File("sub/file", "1"), disk.Content.Executable("sub/run", "2")]));

        var acl = new ProcessRun("getfacl", "-c", "-E", "viewer/sub/file", "viewer/sub/run") { WorkingDirectory = path }.Run().EnsureSuccess().StandardOutput;
        Assert.Equal(
            "user::rw-\nuser:daemon:r-x\ngroup::r-x\nmask::r--\nother::---\n\nuser::rwx\nuser:daemon:r-x\ngroup::r-x\nmask::r-x\nother::---\n\n", acl);
    }

    [Fact]
    public async Task Stage_NotEnoughRoom_IsNoSpaceBeforeAnythingIsCopied()
    {
        using var mount = Mount.Tmpfs(temporary.CreateDirectory("small"), 8);
        using var disk = new ServerOnDisk(temporary.Combine("small"));
        var manifest = Manifest.Of([disk.Content.File("big", new byte[9 << 20])]);

        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.PlaceAsync(manifest));

        Assert.Equal(TroubleKind.NoSpace, trouble.Kind);
        Assert.Empty(disk.Content.Reads);
        Assert.InRange((await disk.Server.OpenAsync(default)).FreeBytes!.Value, 7 << 20, 8 << 20);
    }

    [Fact]
    public async Task Stage_RoomRunsOutMeanwhile_IsNoSpaceAndGoesOnWhenThereIsSome()
    {
        using var mount = Mount.Tmpfs(temporary.CreateDirectory("small"), 8);
        using var disk = new ServerOnDisk(temporary.Combine("small"));
        var manifest = Manifest.Of([disk.Content.File("a", new byte[2 << 20]), disk.Content.File("b", [.. new byte[2 << 20], 1])]);
        var filler = new Filling(disk.Content, disk.At("filler"));

        var trouble = await Assert.ThrowsAsync<ServerException>(
            () => disk.Server.StageAsync(disk.Request(manifest), filler, new Progress<long>(), default));
        File.Delete(disk.At("filler"));
        await disk.PlaceAsync(manifest);

        Assert.Equal(TroubleKind.NoSpace, trouble.Kind);
        Assert.Contains("No space left on device", trouble.Message);
        Assert.Empty(await disk.DriftAsync(manifest, ProofKind.Read));
    }

    [Fact]
    public async Task Publish_ParentIsOnAnotherFileSystem_IsNotSupported()
    {
        using var disk = new ServerOnDisk();
        using var mount = Mount.Tmpfs(Directory.CreateDirectory(disk.At("Apps")).FullName, 1);

        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.PlaceAsync(disk.Content.Package(("a", "1")), publishAs: "Apps/viewer"));

        Assert.Equal(TroubleKind.NotSupported, trouble.Kind);
        Assert.Empty(Directory.GetFileSystemEntries(disk.At("Apps")));
    }

    [Fact]
    public async Task Place_ReadOnlyFileSystem_IsNoPermission()
    {
        using var disk = new ServerOnDisk();
        using var mount = Mount.Bind(disk.Root, disk.Root);
        new ProcessRun("mount", "-o", "remount,bind,ro", disk.Root).Run().EnsureSuccess();
        disk.Restart();

        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.PlaceAsync(disk.Content.Package(("a", "1"))));

        Assert.Equal(TroubleKind.NoPermission, trouble.Kind);
    }

    private IServer Connect(ServerAddress address) =>
        new DirectoryServerConnector(temporary.Combine("roots"), TimeProvider.System).Connect(new(new("dp-1"), address, MaxConcurrentCopies: 1), new(TimeProvider.System));

    /// <summary>While the first file is copied, somebody else fills the disk.</summary>
    private sealed class Filling(IContent content, string path) : IContent
    {
        public Stream OpenRead(Digest digest)
        {
            new ProcessRun("sh", "-c", $"head -c 6M /dev/zero > '{path}'").Run();
            return content.OpenRead(digest);
        }
    }
}

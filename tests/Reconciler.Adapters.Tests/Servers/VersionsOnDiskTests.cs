using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>What stands where under <see cref="Layout.Versions"/>, and what is never touched.</summary>
public sealed class VersionsOnDiskTests : IDisposable
{
    private readonly ServerOnDisk disk = new() { Layout = Layout.Versions };
    private readonly Manifest one;
    private readonly Manifest two;

    public VersionsOnDiskTests()
    {
        disk.Restart();
        one = disk.Content.Package(("a", "one"), ("same", "same"));
        two = disk.Content.Package(("a", "two"), ("same", "same"));
    }

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task Clean_FormerVersion_GoesFromItsPathAndLeavesTheCurrentOne()
    {
        await PlaceBothAsync();

        await disk.Server.CleanAsync(disk.Viewer, [one.Digest, two.Digest], [], default);

        Assert.Equal(["2", "current.json"], Names("viewer"));
        Assert.Empty(Directory.GetDirectories(disk.Ours("trees")));
        Assert.Empty(await disk.DriftAsync(two, ProofKind.Read));
    }

    [Fact]
    public async Task Clean_FormerVersionWithForeignFiles_KeepsThem()
    {
        await PlaceBothAsync();
        await File.WriteAllTextAsync(disk.At("viewer", "1", "theirs"), "theirs");

        await disk.Server.CleanAsync(disk.Viewer, [one.Digest], [], default);

        Assert.Equal(["2", "current.json"], Names("viewer"));
        Assert.Equal("theirs", File.ReadAllText(Assert.Single(Directory.GetFiles(disk.Ours("extra", "viewer"), "theirs", SearchOption.AllDirectories))));
    }

    [Fact]
    public async Task Publish_OtherContentUnderAVersionThatIsShown_IsRefused()
    {
        await PlaceBothAsync();
        var other = disk.Content.Package(("a", "other"));

        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.PlaceAsync(disk.Request(other, version: "1")));

        Assert.Equal(TroubleKind.Conflict, trouble.Kind);
        Assert.Contains("give the content a new version", trouble.Message);
        Assert.Equal("one", File.ReadAllText(disk.At("viewer", "1", "a")));
        Assert.Empty(await disk.DriftAsync(two, ProofKind.Read));
    }

    [Fact]
    public async Task Publish_VersionWhosePathSomebodyTook_LeavesTheirs()
    {
        await disk.PlaceAsync(disk.Request(one));
        Directory.CreateDirectory(disk.At("viewer", "2", "theirs"));

        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.PlaceAsync(disk.Request(two, version: "2")));

        Assert.Equal(TroubleKind.Conflict, trouble.Kind);
        Assert.True(Directory.Exists(disk.At("viewer", "2", "theirs")));
        Assert.Empty(await disk.DriftAsync(one, ProofKind.Read));
    }

    [Fact]
    public async Task Files_BesideTheVersions_StayWhenThePackageLeaves()
    {
        await PlaceBothAsync();
        await File.WriteAllTextAsync(disk.At("viewer", "note.txt"), "theirs");
        Assert.Empty(await disk.DriftAsync(two));

        await disk.Server.WithdrawAsync(disk.Viewer, disk.NextOrder(), default);

        Assert.Equal(["note.txt"], Names("viewer"));
        Assert.Equal(0, (await disk.PlaceAsync(disk.Request(two, version: "2"))).SentBytes);
        Assert.Equal(["2", "current.json", "note.txt"], Names("viewer"));
    }

    [Fact]
    public async Task ChangeToCurrent_WithForeignFilesBesideTheVersions_SetsThemAside()
    {
        await PlaceBothAsync();
        await File.WriteAllTextAsync(disk.At("viewer", "note.txt"), "theirs");

        await RelayAsync(Layout.Current, two);

        Assert.Equal(["a", "same"], Names("viewer"));
        Assert.Equal("theirs", File.ReadAllText(Assert.Single(Directory.GetFiles(disk.Ours("extra", "viewer"), "note.txt", SearchOption.AllDirectories))));
        Assert.Contains((await disk.Server.LookAsync(disk.Viewer, default)).OutOfSight, tree => tree.Digest == one.Digest);
    }

    [Fact]
    public async Task Root_CopiedToAnotherDisk_IsKnownByWhatItHolds()
    {
        await PlaceBothAsync();
        var copy = disk.Root + "-copy";
        new ProcessRun("cp", "-a", disk.Root, copy).Run().EnsureSuccess();
        Directory.Delete(disk.Root, recursive: true);
        Directory.Move(copy, disk.Root);
        disk.Restart();

        Assert.Equal(two.Digest, (await disk.Server.LookAsync(disk.Viewer, default)).Current?.Digest);
        Assert.Equal(0, (await disk.PlaceAsync(disk.Request(one))).SentBytes);
        Assert.Equal(["1", "2", "current.json"], Names("viewer"));
        await disk.Server.WithdrawAsync(disk.Viewer, disk.NextOrder(), default);
        Assert.False(Path.Exists(disk.At("viewer")));
    }

    [Fact]
    public async Task Version_OfTheSameContent_GetsItsOwnPathAndTheFormerOneGoesInTwoSweeps()
    {
        await disk.PlaceAsync(disk.Request(one));

        Assert.Equal(0, (await disk.PlaceAsync(disk.Request(one, version: "1.0"))).SentBytes);

        Assert.Equal("1.0", (await disk.Server.LookAsync(disk.Viewer, default)).Current?.Version);
        Assert.Equal(["1", "1.0", "current.json"], Names("viewer"));
        await disk.Server.SweepAsync(DateTimeOffset.MaxValue, [], default);
        Assert.Equal(["1.0", "current.json"], Names("viewer"));
        Assert.Single(Directory.GetDirectories(disk.Ours("trees")));
        await disk.Server.SweepAsync(DateTimeOffset.MaxValue, [], default);
        Assert.Empty(Directory.GetDirectories(disk.Ours("trees")));
    }

    [Fact]
    public async Task Pointer_ReplacedByADirectory_IsSetAsideAndWrittenAnew()
    {
        await disk.PlaceAsync(disk.Request(one));
        File.Delete(disk.At("viewer", "current.json"));
        Directory.CreateDirectory(disk.At("viewer", "current.json", "theirs"));
        Assert.Null((await disk.Server.LookAsync(disk.Viewer, default)).Current);

        await disk.PlaceAsync(disk.Request(one));

        Assert.Equal(one.Digest, (await disk.Server.LookAsync(disk.Viewer, default)).Current?.Digest);
        Assert.Single(Directory.GetDirectories(disk.Ours("extra", "viewer"), "theirs", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Permissions_OfPointerAndFolder_AreThePackages()
    {
        disk.Restart(new(0x1A0, 0x1E8));

        await disk.PlaceAsync(disk.Request(one));

        Assert.Equal((UnixFileMode)0x1A0, File.GetUnixFileMode(disk.At("viewer", "current.json")));
        Assert.Equal((UnixFileMode)0x1E8, File.GetUnixFileMode(disk.At("viewer")));
    }

    private async Task PlaceBothAsync()
    {
        await disk.PlaceAsync(disk.Request(one));
        await disk.PlaceAsync(disk.Request(two, version: "2"));
    }

    private async Task RelayAsync(Layout layout, Manifest manifest)
    {
        disk.Layout = layout;
        disk.Restart();
        await disk.PlaceAsync(disk.Request(manifest, version: "2"));
    }

    private IEnumerable<string?> Names(string publishAs) =>
        Directory.GetFileSystemEntries(disk.At(publishAs)).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}

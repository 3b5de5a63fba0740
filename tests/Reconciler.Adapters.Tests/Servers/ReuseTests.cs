using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

public sealed class ReuseTests : IDisposable
{
    private readonly ServerOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task Update_UntouchedFile_IsTheSameFile()
    {
        await disk.PlaceAsync(disk.Content.Package(("same", "unchanged"), ("changed", "old")));
        var before = disk.Status("viewer", "same");

        await disk.PlaceAsync(disk.Content.Package(("same", "unchanged"), ("changed", "new"), ("sub/copy", "unchanged")));

        var after = disk.Status("viewer", "same");
        Assert.Equal((before.Inode, before.ModifiedNs), (after.Inode, after.ModifiedNs));
        Assert.Equal(before.Inode, disk.Status("viewer", "sub", "copy").Inode);
    }

    [Fact]
    public async Task Update_FileWasTouched_IsCopiedFromTheStore()
    {
        await disk.PlaceAsync(disk.Content.Package(("same", "unchanged"), ("changed", "old")));
        File.SetLastWriteTimeUtc(disk.At("viewer", "same"), DateTime.UnixEpoch);

        var staged = await disk.PlaceAsync(disk.Content.Package(("same", "unchanged"), ("changed", "new")));

        Assert.Equal("unchanged".Length + "new".Length, staged.SentBytes);
        Assert.Equal(ProofKind.Written, staged.Proof);
    }

    [Fact]
    public async Task Refresh_TouchedButRight_IsReadAndReused()
    {
        var manifest = disk.Content.Package(("a", "one"), ("b", "two"));
        await disk.PlaceAsync(manifest);
        var inode = disk.Status("viewer", "b").Inode;
        await File.WriteAllTextAsync(disk.At("viewer", "extra"), "x");

        var staged = await disk.PlaceAsync(disk.Request(manifest) with { MustRead = true });

        Assert.Equal((0, ProofKind.Read), (staged.SentBytes, staged.Proof));
        Assert.Equal(inode, disk.Status("viewer", "b").Inode);
    }

    [Fact]
    public async Task Refresh_ChangedUnderTheSameTime_IsFoundByReading()
    {
        var manifest = disk.Content.Package(("a", "one"), ("b", "two"));
        await disk.PlaceAsync(manifest);
        var time = File.GetLastWriteTimeUtc(disk.At("viewer", "b"));
        await File.WriteAllTextAsync(disk.At("viewer", "b"), "owt");
        File.SetLastWriteTimeUtc(disk.At("viewer", "b"), time);
        Assert.Empty(await disk.DriftAsync(manifest));

        var staged = await disk.PlaceAsync(disk.Request(manifest) with { MustRead = true });

        Assert.Equal(3, staged.SentBytes);
        Assert.Equal("two", await File.ReadAllTextAsync(disk.At("viewer", "b")));
    }

    [Fact]
    public async Task Update_BecomesExecutable_IsCopiedSoThatTheOldTreeKeepsItsMode()
    {
        await disk.PlaceAsync(disk.Content.Package(("run", "#!/bin/sh")));

        var staged = await disk.PlaceAsync(Manifest.Of([disk.Content.Executable("run", "#!/bin/sh")]));

        Assert.Equal("#!/bin/sh".Length, staged.SentBytes);
        Assert.True(disk.Status("viewer", "run").IsExecutable);
    }

    [Fact]
    public async Task Update_SymlinkStays_IsMadeAgainWithoutTheStore()
    {
        var before = Manifest.Of([disk.Content.Link("go", "run"), disk.Content.File("run", "1")]);
        await disk.PlaceAsync(before);
        disk.Content.Forget(before.Entries[0].Digest);

        var staged = await disk.PlaceAsync(Manifest.Of([ManifestEntry.Link("go", "run"), disk.Content.File("run", "22")]));

        Assert.Equal(2, staged.SentBytes);
        Assert.Equal("-> run", TreeReader.Read(disk.At("viewer"))!["go"]);
    }

    [Fact]
    public async Task Place_NewFiles_GetTheContentsTimeAndReusedOnesKeepTheirs()
    {
        await disk.PlaceAsync(disk.Content.Package(("a", "one")));
        var request = disk.Request(disk.Content.Package(("a", "one"), ("sub/b", "two"))) with { FileTime = ServerOnDisk.FileTime.AddDays(1) };

        await disk.PlaceAsync(request);

        Assert.Equal(ServerOnDisk.FileTime.UtcDateTime, File.GetLastWriteTimeUtc(disk.At("viewer", "a")));
        Assert.Equal(request.FileTime.UtcDateTime, File.GetLastWriteTimeUtc(disk.At("viewer", "sub", "b")));
        Assert.Equal(request.FileTime.UtcDateTime, Directory.GetLastWriteTimeUtc(disk.At("viewer", "sub")));
        Assert.Equal(request.FileTime.UtcDateTime, Directory.GetLastWriteTimeUtc(disk.At("viewer")));
    }

    [Fact]
    public async Task Stage_SealIsDamaged_CopiesInsteadOfBelieving()
    {
        var manifest = disk.Content.Package(("a", "one"));
        await disk.PlaceAsync(manifest);
        var seal = Assert.Single(Directory.GetFiles(disk.Ours("seals")));
        await File.WriteAllTextAsync(seal, (await File.ReadAllTextAsync(seal)).Replace(" a\n", " b\n"));

        var staged = await disk.PlaceAsync(disk.Content.Package(("a", "one"), ("b", "two")));

        Assert.Equal(6, staged.SentBytes);
    }
}

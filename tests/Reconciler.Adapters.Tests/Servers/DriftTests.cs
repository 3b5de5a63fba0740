using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

public sealed class DriftTests : IDisposable
{
    private readonly ServerOnDisk disk = new();
    private readonly Manifest manifest;

    public DriftTests()
    {
        manifest = Manifest.Of([
            disk.Content.File("file", "one"), disk.Content.Link("link", "file"), disk.Content.File("sub/inner", "two"), ManifestEntry.EmptyDirectory("void"),
        ]);
        disk.PlaceAsync(manifest).GetAwaiter().GetResult();
    }

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task Verify_FileTouched_SaysSo()
    {
        File.SetLastWriteTimeUtc(disk.At("viewer", "file"), DateTime.UnixEpoch);

        Assert.Equal(["TimeDiffers file"], await disk.DriftAsync(manifest));
        Assert.Empty(await disk.DriftAsync(manifest, ProofKind.Read));
    }

    [Fact]
    public async Task Verify_FileReplacedByACopyWithItsTime_SaysSo()
    {
        var time = File.GetLastWriteTimeUtc(disk.At("viewer", "file"));
        File.Copy(disk.At("viewer", "file"), disk.At("copy"));
        File.Move(disk.At("copy"), disk.At("viewer", "file"), overwrite: true);
        File.SetLastWriteTimeUtc(disk.At("viewer", "file"), time);

        Assert.Equal(["Replaced file"], await disk.DriftAsync(manifest));
    }

    [Fact]
    public async Task Verify_ModesChanged_NamesFilesAndDirectories()
    {
        disk.SetMode("400", "viewer", "file");
        disk.SetMode("700", "viewer", "sub");
        disk.SetMode("700", "viewer", "void");
        disk.SetMode("700", "viewer");

        Assert.Equal(["ModeDiffers", "ModeDiffers file", "ModeDiffers sub", "ModeDiffers void"], await disk.DriftAsync(manifest));
    }

    [Fact]
    public async Task Verify_LinkLeadsElsewhere_SaysSo()
    {
        File.Delete(disk.At("viewer", "link"));
        File.CreateSymbolicLink(disk.At("viewer", "link"), "sub/inner");

        Assert.Equal(["LinkDiffers link"], await disk.DriftAsync(manifest));
    }

    [Fact]
    public async Task Verify_KindsChanged_SaysSo()
    {
        File.Delete(disk.At("viewer", "file"));
        Directory.CreateDirectory(disk.At("viewer", "file"));
        Directory.Delete(disk.At("viewer", "sub"), recursive: true);
        File.WriteAllText(disk.At("viewer", "sub"), "");

        Assert.Equal(["KindDiffers file", "KindDiffers sub", "Missing sub/inner"], await disk.DriftAsync(manifest));
    }

    [Fact]
    public async Task Verify_ExtraDirectory_IsNamedOnce()
    {
        Directory.CreateDirectory(disk.At("viewer", "sub", "more", "below"));
        Directory.CreateDirectory(disk.At("viewer", "void", "x"));

        Assert.Equal(["Extra sub/more", "Extra void/x"], await disk.DriftAsync(manifest));
    }

    [Fact]
    public async Task Verify_NameThatIsNoUtf8_IsAnExtra()
    {
        new ProcessRun("sh", "-c", "printf x > \"$(printf 'a\\377b')\"") { WorkingDirectory = disk.At("viewer") }.Run().EnsureSuccess();

        Assert.Equal(["Extra a\ufffdb"], await disk.DriftAsync(manifest));
    }

    [Fact]
    public async Task Verify_PipeInsteadOfAFile_DoesNotWait()
    {
        File.Delete(disk.At("viewer", "file"));
        new ProcessRun("mkfifo", disk.At("viewer", "file")).Run().EnsureSuccess();

        Assert.Equal(["KindDiffers file"], await disk.DriftAsync(manifest, ProofKind.Read));
    }

    [Fact]
    public async Task Verify_AnotherDirectoryWithTheSameContent_IsReplaced()
    {
        new ProcessRun("cp", "-a", disk.At("viewer"), disk.At("copy")).Run().EnsureSuccess();
        Directory.Delete(disk.At("viewer"), recursive: true);
        Directory.Move(disk.At("copy"), disk.At("viewer"));

        Assert.Equal(["Replaced"], await disk.DriftAsync(manifest));
    }

    [Fact]
    public async Task Look_RestoredFromABackup_IsRecognizedByReadingAndUpdated()
    {
        new ProcessRun("cp", "-a", disk.At("viewer"), disk.At("copy")).Run().EnsureSuccess();
        Directory.Delete(disk.At("viewer"), recursive: true);
        Directory.Move(disk.At("copy"), disk.At("viewer"));

        Assert.Equal(manifest.Digest, (await disk.Server.LookAsync(disk.Viewer, default)).Current?.Digest);
        var next = disk.Content.Package(("file", "three"));
        await disk.PlaceAsync(next);

        Assert.Empty(await disk.DriftAsync(next));
        Assert.Equal([manifest.Digest], (await disk.Server.LookAsync(disk.Viewer, default)).OutOfSight.Select(tree => tree.Digest));
    }

    [Fact]
    public async Task Look_AnotherDirectoryWithOtherContent_IsSomethingElse()
    {
        Directory.Move(disk.At("viewer"), disk.At("theirs"));
        new ProcessRun("cp", "-a", disk.At("theirs"), disk.At("viewer")).Run().EnsureSuccess();
        File.WriteAllText(disk.At("viewer", "file"), "eno");

        var view = await disk.Server.LookAsync(disk.Viewer, default);

        Assert.Null(view.Current);
        Assert.True(view.HasSomethingElse);
    }

    [Fact]
    public async Task Look_DamagedReceipt_SaysWhichAndAdoptMendsIt()
    {
        File.WriteAllText(disk.Ours("receipts", "viewer.json"), "{\"reconciler\":\"receipt\",\"format\":2}");

        var trouble = await Assert.ThrowsAsync<ServerException>(() => disk.Server.LookAsync(disk.Viewer, default));
        Assert.Contains("it has format 2, and this version of Reconciler knows format 1", trouble.Message);
        Assert.True((await disk.Server.AdoptAsync(disk.Request(manifest), [], default)).IsEqual);

        Assert.Empty(await disk.DriftAsync(manifest));
    }
}

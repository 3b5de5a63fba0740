using Microsoft.Win32.SafeHandles;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>What a kill leaves, and what the next run makes of it.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly ServerOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task Stage_CancelledInTheMiddle_GoesOnWhereItWas()
    {
        var manifest = disk.Content.Package(("a", "first"), ("b", "second"), ("c", "third"));
        using var cancellation = new CancellationTokenSource();
        var progress = new CancelAfter("firstsecond".Length, cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => disk.Server.StageAsync(disk.Request(manifest), disk.Content, progress, cancellation.Token));
        disk.Restart();
        var staged = await disk.PlaceAsync(manifest);

        Assert.InRange(staged.SentBytes, "third".Length, "secondthird".Length);
        Assert.Empty(await disk.DriftAsync(manifest, ProofKind.Read));
        Assert.Empty(Directory.GetFiles(disk.Ours("staging")));
        Assert.Empty(Directory.GetDirectories(disk.Ours("trees")));
    }

    [Fact]
    public async Task Stage_FileCutInTheMiddle_SendsTheRest()
    {
        var bytes = new byte[3 << 20];
        new Random(1).NextBytes(bytes);
        var manifest = Manifest.Of([disk.Content.File("big", bytes)]);
        var tree = await InterruptAsync(manifest);
        await File.WriteAllBytesAsync(Path.Combine(tree, "big"), bytes[..1_000_000]);

        var staged = await disk.PlaceAsync(manifest);

        Assert.Equal(bytes.Length - 1_000_000, staged.SentBytes);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(disk.At("viewer", "big")));
    }

    [Theory]
    [InlineData("not what was written", "shorter than it should be but wrong")]
    [InlineData("quite as long and wrong", "quite as long and right")]
    [InlineData("much longer than it should be", "short")]
    public async Task Stage_FileLeftDamaged_IsCopiedAnew(string left, string text)
    {
        var manifest = disk.Content.Package(("a", text));
        var tree = await InterruptAsync(manifest);
        await File.WriteAllTextAsync(Path.Combine(tree, "a"), left);

        await disk.PlaceAsync(manifest);

        Assert.Equal(text, await File.ReadAllTextAsync(disk.At("viewer", "a")));
    }

    [Fact]
    public async Task Stage_WrittenBeforeTheMachineStarted_IsReadAndNotBelieved()
    {
        var manifest = disk.Content.Package(("a", "right"), ("b", "good!"));
        await disk.StageAsync(disk.Request(manifest));
        var journal = disk.Ours("staging", "viewer.json");
        var boot = (await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id")).Trim();
        await File.WriteAllTextAsync(journal, (await File.ReadAllTextAsync(journal)).Replace(boot, "another boot"));
        var tree = Assert.Single(Directory.GetDirectories(disk.Ours("trees")));
        await File.WriteAllBytesAsync(Path.Combine(tree, "a"), new byte[5]);
        File.SetLastWriteTimeUtc(Path.Combine(tree, "a"), ServerOnDisk.FileTime.UtcDateTime);
        disk.Restart();

        var staged = await disk.PlaceAsync(manifest);

        Assert.Equal("right".Length, staged.SentBytes);
        Assert.Equal("right", await File.ReadAllTextAsync(disk.At("viewer", "a")));
    }

    [Fact]
    public async Task Stage_CompleteInTheSameBoot_SendsNothing()
    {
        var manifest = disk.Content.Package(("a", "right"), ("b", "good!"));
        await disk.StageAsync(disk.Request(manifest));
        disk.Restart();

        var staged = await disk.PlaceAsync(manifest);

        Assert.Equal((0, ProofKind.Stat), (staged.SentBytes, staged.Proof));
    }

    [Fact]
    public async Task Stage_OtherContentThanWasLeft_DeletesWhatWasLeft()
    {
        await InterruptAsync(disk.Content.Package(("a", "abandoned")));

        await disk.PlaceAsync(disk.Content.Package(("a", "wanted")));

        Assert.Empty(Directory.GetDirectories(disk.Ours("trees")));
        Assert.Equal("wanted", await File.ReadAllTextAsync(disk.At("viewer", "a")));
    }

    [Fact]
    public async Task Stage_LeftLinkedToThePlacedTree_NeverWritesIntoIt()
    {
        await disk.PlaceAsync(disk.Content.Package(("a", "short")));
        var next = disk.Content.Package(("a", "a longer text"));
        var tree = await InterruptAsync(next);
        File.Delete(Path.Combine(tree, "a"));
        new ProcessRun("ln", disk.At("viewer", "a"), Path.Combine(tree, "a")).Run().EnsureSuccess();

        await disk.StageAsync(disk.Request(next));

        Assert.Equal("short", await File.ReadAllTextAsync(disk.At("viewer", "a")));
    }

    [Fact]
    public async Task Seal_StagedTreeWasChanged_DiscardsIt()
    {
        var request = disk.Request(disk.Content.Package(("a", "one")));
        var staged = await disk.StageAsync(request);
        var tree = Assert.Single(Directory.GetDirectories(disk.Ours("trees")));
        await File.WriteAllTextAsync(Path.Combine(tree, "planted"), "x");

        await Assert.ThrowsAsync<ServerException>(() => disk.Server.SealAsync(request, staged, default));

        Assert.Empty(Directory.GetDirectories(disk.Ours("trees")));
        await disk.PlaceAsync(request);
        Assert.Equal(["a"], TreeReader.Read(disk.At("viewer"))!.Keys);
    }

    [Fact]
    public async Task Seal_NeverStaged_IsRefused()
    {
        var request = disk.Request(disk.Content.Package(("a", "one")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => disk.Server.SealAsync(request, new("0123456789abcdef", 0, ProofKind.Written), default));
    }

    [Fact]
    public async Task Publish_KilledBeforeTheOldTreeGotItsName_FindsBothByWhatTheyAre()
    {
        var before = disk.Content.Package(("a", "one"));
        var after = disk.Content.Package(("a", "two"));
        await disk.PlaceAsync(before);
        await disk.PlaceAsync(after);
        var old = Assert.Single(Directory.GetDirectories(disk.Ours("trees")));
        Directory.Move(old, disk.Ours("trees", "0123456789abcdef"));
        disk.Restart();

        Assert.Equal(before.Digest, Assert.Single((await disk.Server.LookAsync(disk.Viewer, default)).OutOfSight).Digest);
        Assert.Equal(0, (await disk.PlaceAsync(before)).SentBytes);
        await disk.Server.CleanAsync(disk.Viewer, [after.Digest], [], default);

        Assert.Equal("one", await File.ReadAllTextAsync(disk.At("viewer", "a")));
        Assert.Empty(Directory.GetDirectories(disk.Ours("trees")));
        Assert.Single(Directory.GetFiles(disk.Ours("seals")));
    }

    [Fact]
    public async Task Sweep_AbandonedStaging_DeletesItOnceItIsOld()
    {
        await InterruptAsync(disk.Content.Package(("a", "abandoned")));

        await disk.Server.SweepAsync(DateTimeOffset.UnixEpoch, [], default);
        Assert.Single(Directory.GetDirectories(disk.Ours("trees")));

        await disk.Server.SweepAsync(DateTimeOffset.MaxValue, [], default);
        Assert.Empty(Directory.GetDirectories(disk.Ours("trees")));
        Assert.Empty(Directory.GetFiles(disk.Ours("staging")));
    }

    [Fact]
    public async Task Sweep_NotOursOrStillListed_IsKept()
    {
        var manifest = disk.Content.Package(("a", "one"));
        await disk.PlaceAsync(manifest);
        await disk.Server.WithdrawAsync(disk.Viewer, disk.NextOrder(), default);
        Directory.CreateDirectory(disk.Ours("trees", "theirs", "files"));

        await disk.Server.SweepAsync(DateTimeOffset.MaxValue, [], default);

        Assert.True(Directory.Exists(disk.Ours("trees", "theirs", "files")));
        Assert.Equal(0, (await disk.PlaceAsync(manifest)).SentBytes);
    }

    /// <summary>A run that ended when the tree had been made.</summary>
    /// <returns>The tree's path.</returns>
    private async Task<string> InterruptAsync(Manifest manifest)
    {
        var existing = Directory.Exists(disk.Ours("trees")) ? Directory.GetDirectories(disk.Ours("trees")) : [];
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => disk.Server.StageAsync(disk.Request(manifest), new CancellingContent(disk.Content, cancellation), new Progress<long>(), cancellation.Token));
        disk.Restart();
        return Assert.Single(Directory.GetDirectories(disk.Ours("trees")).Except(existing));
    }

    private sealed class CancelAfter(long bytes, CancellationTokenSource cancellation) : IProgress<long>
    {
        private long seen;

        public void Report(long value)
        {
            seen += value;
            if (seen >= bytes)
                cancellation.Cancel();
        }
    }

    private sealed class CancellingContent(IContent content, CancellationTokenSource cancellation) : IContent
    {
        public Stream OpenRead(Digest digest)
        {
            cancellation.Cancel();
            return content.OpenRead(digest);
        }

        public SafeFileHandle? FindFile(Digest digest) => content.FindFile(digest);
    }
}

using System.Runtime.Versioning;
using System.Text;
using Reconciler.Adapters.Content;
using Reconciler.Core.Content;
using Reconciler.Engine.Contents;

namespace Reconciler.Adapters.Tests.Content;

[SupportedOSPlatform("linux")]
public sealed class ContentStoreTests : IDisposable
{
    private readonly SourceFixture fixture = new();

    private ContentStore Store => fixture.Store;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Store_EverythingOfAManifest_CanBeReadByItsDigest()
    {
        fixture.Source.Write("a/run.sh", "#!/bin/sh\n");
        fixture.Source.Write("empty", "");
        fixture.Source.CreateDirectory("nothing here");
        File.CreateSymbolicLink(fixture.Source.Combine("link"), "a/run.sh");
        var large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        await File.WriteAllBytesAsync(fixture.Source.Combine("large"), large, TestContext.Current.CancellationToken);

        var manifest = await fixture.StoreDirectoryAsync();

        Assert.Equal(["a/run.sh", "empty", "large", "link", "nothing here"], manifest.Entries.Select(entry => entry.Path));
        Assert.True(Store.HoldsAll(manifest.Digest));
        Assert.Equal(manifest, Store.FindManifest(manifest.Digest));
        foreach (var entry in manifest.Entries.Where(entry => entry.Kind != EntryKind.EmptyDirectory))
            Assert.Equal(entry.Digest, Digest.Of(Read(entry.Digest)));
        Assert.Equal("a/run.sh", Encoding.UTF8.GetString(Read(manifest.Entries[3].Digest)));
        Assert.Equal(large, Read(manifest.Entries[2].Digest));
    }

    [Fact]
    public async Task Store_Objects_AreReadOnlyAndNothingElseIsLeft()
    {
        fixture.Source.Write("a", "same");
        fixture.Source.Write("b", "same");

        var manifest = await fixture.StoreDirectoryAsync();

        var file = Assert.Single(Directory.GetFiles(Path.Combine(fixture.ContentPath, "objects"), "*", SearchOption.AllDirectories));
        Assert.Equal(Store.FindPath(manifest.Entries[0].Digest), file);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(file));
        Assert.Empty(Incoming());
    }

    [Fact]
    public async Task Store_AfterACrash_SweepsWhatWasIncoming()
    {
        fixture.Source.Write("a", "text");
        Directory.CreateDirectory(Path.Combine(fixture.ContentPath, "incoming", "killed"));
        await File.WriteAllTextAsync(Path.Combine(fixture.ContentPath, "incoming", "killed", "1"), "half", TestContext.Current.CancellationToken);

        await fixture.StoreDirectoryAsync();

        Assert.Empty(Incoming());
    }

    [Fact]
    public void Store_Abandoned_LeavesNothing()
    {
        using (var abandoned = Store.Ingest_NeedsLock())
        {
            abandoned.Add(new MemoryStream("half"u8.ToArray()), TestContext.Current.CancellationToken);
            Assert.Single(Incoming());
        }

        Assert.Empty(Incoming());
        Assert.Throws<ContentMissingException>(() => Store.OpenRead(Digest.Of("half"u8)));
    }

    [Fact]
    public void Store_SeveralPackagesAtATime_AllAreStored()
    {
        var manifests = new Manifest[8];
        Parallel.For(0, manifests.Length, package =>
        {
            using var ingest = Store.Ingest_NeedsLock();
            var entries = Enumerable.Range(0, 40).Select(i => (Name: $"{i}", Id: ingest.Add(new MemoryStream(Encoding.UTF8.GetBytes($"{i * (package % 3)}")), TestContext.Current.CancellationToken)));
            manifests[package] = Manifest.Of(entries.Select(file => ManifestEntry.File(file.Name, false, file.Id.SizeBytes, file.Id.Digest)));
            ingest.Complete(manifests[package]);
        });

        Assert.All(manifests, manifest => Assert.True(Store.HoldsAll(manifest.Digest)));
        Assert.All(manifests.SelectMany(manifest => manifest.Entries), entry => Assert.NotNull(Store.FindPath(entry.Digest)));
    }

    [Fact]
    public async Task Store_KnownContent_IsNotWrittenAgain()
    {
        fixture.Source.Write("a", "text");
        var manifest = await fixture.StoreDirectoryAsync();
        var before = File.GetLastWriteTimeUtc(Store.FindPath(manifest.Entries[0].Digest)!);

        fixture.Source.Write("b", "more");
        await fixture.StoreDirectoryAsync();

        Assert.Equal(before, File.GetLastWriteTimeUtc(Store.FindPath(manifest.Entries[0].Digest)!));
    }

    [Fact]
    public void HoldsAll_NothingStoredYet_IsFalseAndWritesNothing()
    {
        Assert.False(Store.HoldsAll(Digest.Of([])));
        Assert.Null(Store.FindManifest(Digest.Of([])));
        Assert.Null(Store.FindPath(Digest.Of([])));
        Store.Discard_NeedsLock(Digest.Of([]));
        Assert.False(Directory.Exists(fixture.ContentPath));
    }

    [Fact]
    public async Task Discard_DamagedObject_IsStoredAnew()
    {
        fixture.Source.Write("a", "text");
        var manifest = await fixture.StoreDirectoryAsync();
        var digest = manifest.Entries[0].Digest;

        Store.Discard_NeedsLock(digest);

        Assert.False(Store.HoldsAll(manifest.Digest));
        var missing = Assert.Throws<ContentMissingException>(() => Store.OpenRead(digest));
        Assert.Equal(digest, missing.Digest);
        await fixture.StoreDirectoryAsync();
        Assert.True(Store.HoldsAll(manifest.Digest));
        Assert.Equal("text", Encoding.UTF8.GetString(Read(digest)));
    }

    [Fact]
    public async Task FindPath_FileThatLostBits_IsNull()
    {
        fixture.Source.Write("a", "text");
        var digest = (await fixture.StoreDirectoryAsync()).Entries[0].Digest;
        Damage(Store.FindPath(digest)!, "tExt");

        Assert.Null(Store.FindPath(digest));
        Assert.Null(new ContentStore(fixture.ContentPath).FindPath(digest));
    }

    [Fact]
    public async Task FindFile_WrittenByThisProcess_IsThereUntilItIsTouched()
    {
        fixture.Source.Write("a", "text");
        var digest = (await fixture.StoreDirectoryAsync()).Entries[0].Digest;
        using (var file = Store.FindFile(digest))
            Assert.Equal(4, RandomAccess.GetLength(file!));

        Assert.Null(new ContentStore(fixture.ContentPath).FindFile(digest));
        Damage(Store.FindPath(digest)!, "tExt");
        Assert.Null(Store.FindFile(digest));
    }

    [Fact]
    public async Task Store_ObjectOfAnotherSize_IsReplaced()
    {
        fixture.Source.Write("a", "text");
        var manifest = await fixture.StoreDirectoryAsync();
        Damage(Store.FindPath(manifest.Entries[0].Digest)!, "te");
        Assert.False(Store.HoldsAll(manifest.Digest));

        await fixture.StoreDirectoryAsync();

        Assert.True(Store.HoldsAll(manifest.Digest));
        Assert.NotNull(Store.FindPath(manifest.Entries[0].Digest));
    }

    [Fact]
    public async Task Store_DamagedManifest_IsReplaced()
    {
        fixture.Source.Write("a", "text");
        var manifest = await fixture.StoreDirectoryAsync();
        Damage(Path.Combine(fixture.ContentPath, "manifests", manifest.Digest.ToString()), "reconciler-manifest 1\n");
        Assert.Null(Store.FindManifest(manifest.Digest));

        await fixture.StoreDirectoryAsync();

        Assert.Equal(manifest, Store.FindManifest(manifest.Digest));
    }

    [Fact]
    public async Task Collect_WhatNobodyKeeps_IsDeletedAndCounted()
    {
        fixture.Source.Write("shared", "shared");
        fixture.Source.Write("old", "old content");
        var old = await fixture.StoreDirectoryAsync();
        File.Delete(fixture.Source.Combine("old"));
        fixture.Source.Write("new", "new");
        var kept = await fixture.StoreDirectoryAsync();
        var manifestBytes = ManifestText.Write(old).Length;

        var collected = Store.Collect_NeedsLock(new HashSet<Digest> { kept.Digest }, DateTimeOffset.UtcNow.AddMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(new CollectedContent(1, 1, manifestBytes + "old content".Length), collected);
        Assert.True(Store.HoldsAll(kept.Digest));
        Assert.False(Store.HoldsAll(old.Digest));
    }

    [Fact]
    public async Task Collect_YoungContent_IsSpared()
    {
        fixture.Source.Write("a", "text");
        var manifest = await fixture.StoreDirectoryAsync();

        var collected = Store.Collect_NeedsLock(new HashSet<Digest>(), DateTimeOffset.UtcNow.AddDays(-1), TestContext.Current.CancellationToken);

        Assert.Equal(new CollectedContent(0, 0, 0), collected);
        Assert.True(Store.HoldsAll(manifest.Digest));
    }

    [Fact]
    public async Task Collect_OldContentStoredAgain_IsSpared()
    {
        fixture.Source.Write("a", "text");
        var manifest = await fixture.StoreDirectoryAsync();
        foreach (var file in Directory.GetFiles(fixture.ContentPath, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-30));

        await fixture.StoreDirectoryAsync();
        Store.Collect_NeedsLock(new HashSet<Digest>(), DateTimeOffset.UtcNow.AddDays(-1), TestContext.Current.CancellationToken);

        Assert.True(Store.HoldsAll(manifest.Digest));
    }

    private string[] Incoming() => Directory.GetFiles(Path.Combine(fixture.ContentPath, "incoming"), "*", SearchOption.AllDirectories);

    private byte[] Read(Digest digest)
    {
        using var stream = Store.OpenRead(digest);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void Damage(string file, string text)
    {
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(file, text);
    }
}

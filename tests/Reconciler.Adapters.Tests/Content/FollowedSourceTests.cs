using System.Runtime.Versioning;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Resources;
using Reconciler.Engine.Contents;

namespace Reconciler.Adapters.Tests.Content;

/// <summary>Directories that are read again in every run, and what makes that cheap.</summary>
[SupportedOSPlatform("linux")]
public sealed class FollowedSourceTests : IDisposable
{
    private readonly SourceFixture fixture = new();

    [Fact]
    public async Task Resolve_FollowedDirectory_IsReadWhateverIsRecorded()
    {
        fixture.Source.Write("a", "one");
        var first = await ResolveAsync();
        fixture.Resolutions.Add(first);
        var same = await ResolveAsync();
        fixture.Source.Write("a", "two");

        var other = await ResolveAsync();

        Assert.Equal((first.Digest, true), (same.Digest, same.IsRecorded));
        Assert.NotEqual(first.Digest, other.Digest);
        Assert.False(other.IsRecorded);
    }

    [Fact]
    public async Task ResolveStoring_FileWithTheSameStamp_IsNotReadAgain()
    {
        var file = fixture.Source.Write("a", "one");
        var first = await ResolveStoringAsync();
        Unlearn(file);

        Assert.Equal(first.Digest, (await ResolveStoringAsync()).Digest);
        Assert.Equal(first.Digest, (await ResolveAsync()).Digest);
        Assert.NotEqual(first.Digest, (await fixture.Sources.ResolveAgainAsync(Source, NoSnapshot.Instance, TestContext.Current.CancellationToken)).Digest);
    }

    [Fact]
    public async Task ResolveStoring_FileThatWasWrittenTo_IsReadAgain()
    {
        fixture.Source.Write("a", "one");
        fixture.Source.Write("b", "same");
        var first = await ResolveStoringAsync();
        fixture.Source.Write("a", "two");

        var second = await ResolveStoringAsync();

        Assert.Equal(first.Manifest!.Entries[1], second.Manifest!.Entries[1]);
        Assert.NotEqual(first.Manifest.Entries[0], second.Manifest.Entries[0]);
    }

    [Fact]
    public async Task ResolveStoring_FileThatWasWrittenToJustNow_IsNeverTrusted()
    {
        fixture.Time.SetUtcNow(DateTimeOffset.UtcNow.AddHours(2));
        fixture.Source.Write("a", "one");
        File.SetLastWriteTimeUtc(fixture.Source.Combine("a"), fixture.Time.GetUtcNow().UtcDateTime.AddSeconds(-1));
        await ResolveStoringAsync();

        Assert.Empty(Directory.Exists(fixture.Store.Stamps) ? Directory.GetFiles(fixture.Store.Stamps) : []);
    }

    [Fact]
    public async Task ResolveStoring_DamagedStamps_AreAsGoodAsNone()
    {
        fixture.Source.Write("a", "one");
        var first = await ResolveStoringAsync();
        var stamps = Assert.Single(Directory.GetFiles(fixture.Store.Stamps));
        foreach (var damage in (string[])["", "[", "{}", "[[]]", "[[1,2,3,4]]", "[[\"a\",\"x\",\"y\",1]]"])
        {
            await File.WriteAllTextAsync(stamps, damage, TestContext.Current.CancellationToken);
            Assert.Equal(first.Digest, (await ResolveStoringAsync()).Digest);
        }
    }

    [Fact]
    public async Task Store_FollowedDirectory_ReadsWhatTheStoreDoesNotHave()
    {
        fixture.Source.Write("a", "one");
        var resolved = await ResolveStoringAsync();

        var stored = await fixture.Sources.Store_NeedsLockAsync(Source, NoSnapshot.Instance, TestContext.Current.CancellationToken);

        Assert.Equal(resolved.Digest, stored.Digest);
        Assert.True(fixture.Store.HoldsAll(stored.Digest));
    }

    [Fact]
    public async Task Resolve_WithoutTheLock_WritesNothing()
    {
        fixture.Source.Write("a", "one");

        await ResolveAsync();

        Assert.False(Directory.Exists(fixture.ContentPath));
    }

    public void Dispose() => fixture.Dispose();

    private VersionSource Source => fixture.OfDirectory() with { Source = new PackageSource.OnSiteServer(fixture.Source.Path, new("packages.yaml", 7, 11)) { Follow = true } };

    private Task<SourceResolution> ResolveAsync() => fixture.Sources.ResolveAsync(Source, NoSnapshot.Instance, TestContext.Current.CancellationToken);

    private Task<SourceResolution> ResolveStoringAsync() =>
        fixture.Sources.ResolveStoring_NeedsLockAsync(Source, NoSnapshot.Instance, TestContext.Current.CancellationToken);

    /// <summary>Nobody can read the file's bytes any more, and its stamp is that of now: reading it would end in a fault.</summary>
    private void Unlearn(string file)
    {
        var stamps = Assert.Single(Directory.GetFiles(fixture.Store.Stamps));
        var before = File.ReadAllText(stamps);
        File.WriteAllText(file, "ONE");
        using var handle = File.OpenHandle(file);
        File.WriteAllText(stamps, before.Replace(Stamp(before), Stat.Of(handle, file).Stamp()));
    }

    private static string Stamp(string stamps) => stamps.Split('"')[3];
}

using System.Runtime.Versioning;
using Reconciler.Adapters.Content;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Content;

/// <summary>Directories that somebody writes to while they are read.</summary>
[SupportedOSPlatform("linux")]
public sealed class ChangingSourceTests : IDisposable
{
    private readonly SourceFixture fixture = new();

    private TemporaryDirectory Source => fixture.Source;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Store_FileGrowingAllTheTime_IsChanging()
    {
        var file = Source.Write("log", new string('x', 60_000_000));
        using var stop = new CancellationTokenSource();
        var writer = new Thread(() => Append(file, stop.Token));
        writer.Start();
        SpinWait.SpinUntil(() => new FileInfo(file).Length > 60_000_000);

        var fault = await fixture.FaultOfDirectoryAsync();

        await stop.CancelAsync();
        writer.Join();
        Assert.Equal(SourceFault.Changing, fault.Fault);
        Assert.StartsWith("'log' changed while it was read (", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b", "changed")]
    [InlineData("c", null)]
    [InlineData("new", "added")]
    [InlineData("d/inner", "added deep")]
    public async Task Store_ChangedAfterTheListing_IsChanging(string path, string? text)
    {
        foreach (var name in (string[])["a", "b", "c", "d/file"])
            Source.Write(name, name);
        using var tree = DirectorySource.Open(Source.Path, default);
        var changing = new ChangingTree(tree, () => Change(path, text));

        var fault = Assert.Throws<SourceException>(() => Read(changing));

        Assert.Equal(SourceFault.Changing, fault.Fault);
        Assert.Contains($"'{path}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Store_DirectoryReplacedByALink_IsNotFollowed()
    {
        Source.Write("a", "x");
        Source.Write("d/file", "x");
        using var elsewhere = new TemporaryDirectory();
        elsewhere.Write("file", "secret");
        using var tree = DirectorySource.Open(Source.Path, default);
        var changing = new ChangingTree(tree, () =>
        {
            Directory.Delete(Source.Combine("d"), recursive: true);
            File.CreateSymbolicLink(Source.Combine("d"), elsewhere.Path);
        });

        Assert.Equal(SourceFault.Changing, Assert.Throws<SourceException>(() => Read(changing)).Fault);
    }

    [Fact]
    public void Store_DirectoryVanishesWhileItIsListed_IsChangingUnlessItIsExcluded()
    {
        Source.Write("a", "x");
        Source.Write("tmp/file", "x");
        using var tree = DirectorySource.Open(Source.Path, default, _ =>
        {
            Directory.Delete(Source.Combine("tmp"), recursive: true);
            return true;
        });

        Assert.Equal(SourceFault.Changing, Assert.Throws<SourceException>(() => Read(tree)).Fault);
        Source.Write("tmp/file", "x");
        Assert.Equal("a", Assert.Single(Read(tree, PathPatterns.Of(["**"], ["tmp"])).Entries).Path);
    }

    [Fact]
    public async Task Store_SourceReplacedAsAWhole_IsReadAsItWas()
    {
        Source.Write("build/a", "old");
        using var tree = DirectorySource.Open(Source.Combine("build"), default);
        Directory.Move(Source.Combine("build"), Source.Combine("build.old"));
        Source.Write("build/b", "new");

        Assert.Equal("a", Assert.Single(Read(tree).Entries).Path);
        Assert.Equal("b", Assert.Single((await fixture.Sources.Store_NeedsLockAsync(fixture.OfDirectory(Source.Combine("build")), NoSnapshot.Instance, TestContext.Current.CancellationToken)).Entries).Path);
    }

    private static Manifest Read(ISourceTree tree, PathPatterns? patterns = null) =>
        new SourceReading(tree, new PackageSource.OnSiteServer("/source", default), patterns ?? PathPatterns.Everything, ContentHash.Of).Read(TestContext.Current.CancellationToken);

    private void Change(string path, string? text)
    {
        if (text is null)
            File.Delete(Source.Combine(path));
        else
            Source.Write(path, text);
    }

    private static void Append(string file, CancellationToken cancellationToken)
    {
        using var stream = File.Open(file, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 });
        while (!cancellationToken.IsCancellationRequested)
            stream.WriteByte(0);
    }

    /// <summary>Does something once, after everything was listed and the first file was read.</summary>
    private sealed class ChangingTree(ISourceTree tree, Action change) : ISourceTree
    {
        private int opened;

        public string? Identity => tree.Identity;

        public IEnumerable<SourceEntry> Entries(CancellationToken cancellationToken) => tree.Entries(cancellationToken);

        public Stream OpenRead(SourceEntry entry, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref opened) == 1)
                change();
            return tree.OpenRead(entry, cancellationToken);
        }
    }
}

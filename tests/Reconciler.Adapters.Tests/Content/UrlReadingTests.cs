using System.Runtime.Versioning;
using System.Text;
using Reconciler.Adapters.Content;
using Reconciler.Adapters.Downloads;
using Reconciler.Adapters.Tests.Archives;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;
using Reconciler.Testing.Web;
using TemporaryDirectory = Reconciler.Testing.TemporaryDirectory;

namespace Reconciler.Adapters.Tests.Content;

[SupportedOSPlatform("linux")]
public sealed class UrlReadingTests : IDisposable
{
    private readonly TemporaryDirectory state = new();
    private readonly WebServer server = new();
    private readonly Downloader downloader = new(TimeProvider.System, new DownloadOptions(TimeSpan.FromSeconds(20), 2, TimeSpan.FromMilliseconds(1)));
    private readonly byte[] content = new byte[300_000];

    public UrlReadingTests() => new Random(5).NextBytes(content);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ContentStore Store => new(state.Combine("content"));

    private string Downloads => state.Combine("content", "downloads");

    [Fact]
    public async Task Hash_OfAFile_IsWhatStoringGivesAndStoresNothing()
    {
        server.Answer = request => WebAnswer.File(request, content);

        var hashed = await HashAsync(AtUrl(content, "viewer.iso"));
        Assert.False(Directory.Exists(state.Combine("content")));
        var stored = await StoreAsync(AtUrl(content, "viewer.iso"));

        Assert.Equal(hashed, stored);
        var entry = Assert.Single(stored.Entries);
        Assert.Equal(("viewer.iso", false, 300_000L, Digest.Of(content)), (entry.Path, entry.IsExecutable, entry.SizeBytes, entry.Digest));
        Assert.True(Store.HoldsAll(stored.Digest));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Downloads));
    }

    [Fact]
    public async Task Hash_OfAnArchive_IsWhatStoringGivesAndLeavesNothing()
    {
        var archive = TarBytes.Gzip(new TarBytes().File("bin/run", "run", "0000755").Link("latest", "bin/run").Directory("empty").End());
        server.Answer = request => WebAnswer.File(request, archive);

        var hashed = await HashAsync(AtUrl(archive, null));
        var stored = await StoreAsync(AtUrl(archive, null));

        Assert.Equal(hashed, stored);
        Assert.Equal(["bin/run", "empty", "latest"], stored.Entries.Select(entry => entry.Path));
        Assert.True(Store.HoldsAll(stored.Digest));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Downloads));
        Assert.False(Store.FindSize(Digest.Of(archive)).HasValue);
    }

    [Fact]
    public async Task Store_KnownBytes_AsksNobody()
    {
        server.Answer = request => WebAnswer.File(request, content);
        await StoreAsync(AtUrl(content, "viewer.iso"));

        var renamed = await StoreAsync(AtUrl(content, "other.iso"));
        await HashAsync(AtUrl(content, "third.iso"));

        Assert.Equal("other.iso", Assert.Single(renamed.Entries).Path);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Store_AfterACut_GoesOnInTheNextProcess()
    {
        server.Answer = request => WebAnswer.File(request, content, "\"v1\"") with { CutAfter = request.From is null ? 100_000 : 0 };
        var fault = await FaultAsync(AtUrl(content, "viewer.iso"));
        server.Answer = request => WebAnswer.File(request, content, "\"v1\"");

        await StoreAsync(AtUrl(content, "viewer.iso"));

        Assert.Equal($"RCN4021: '{server.Url("viewer")}' cannot be downloaded just now: the connection was cut, after 2 tries in a row; run it again later: it goes on from what a sync has of it", fault);
        Assert.Equal((100_000L, "\"v1\""), (server.Requests[^1].From, server.Requests[^1].IfRange));
    }

    [Fact]
    public async Task Store_WholeButNotStored_IsNotAskedForAgain()
    {
        var notAnArchive = Encoding.UTF8.GetBytes("<!DOCTYPE html>");
        server.Answer = request => WebAnswer.File(request, notAnArchive);
        Assert.StartsWith("RCN4030", await FaultAsync(AtUrl(notAnArchive, null)));

        Assert.StartsWith("RCN4030", await FaultAsync(AtUrl(notAnArchive, null)));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Store_OtherBytes_NamesBothSumsAndKeepsNothing()
    {
        server.Answer = request => WebAnswer.File(request, "changed"u8.ToArray());

        Assert.Equal(
            $"RCN4022: '{server.Url("viewer")}' is not what was declared: its 7 bytes have the sha256 {Digest.Of("changed"u8)}, not {Digest.Of(content)}; and nothing of it was kept; find out who changed it, and only then correct 'sha256'",
            await FaultAsync(AtUrl(content, "viewer.iso")));

        Assert.Empty(Directory.EnumerateFileSystemEntries(Downloads));
        Assert.Empty(Directory.EnumerateFiles(state.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Store_MissingFile_SaysSoWithoutTheQuery()
    {
        var source = AtUrl(content, "viewer.iso");

        Assert.Equal(
            $"RCN4020: '{server.Url("viewer")}' cannot be downloaded: the server answered 404 Not Found; correct the 'url', or see to it that this machine can read it",
            await FaultAsync(source with { Path = $"{source.Path}?key=secret" }));
    }

    [Fact]
    public async Task Store_FileThatPatternsLeaveOut_IsAFault() =>
        Assert.StartsWith("RCN4008", (await Assert.ThrowsAsync<SourceException>(() => HashAsync(AtUrl([], "viewer.iso"), PathPatterns.Of(["*.zip"], [])))).Diagnostic.Code);

    [Fact]
    public async Task Store_DamagedObject_IsDownloadedAnew()
    {
        server.Answer = request => WebAnswer.File(request, content);
        await StoreAsync(AtUrl(content, "viewer.iso"));
        Store.Discard_NeedsLock(Digest.Of(content));

        Assert.True(Store.HoldsAll((await StoreAsync(AtUrl(content, "viewer.iso"))).Digest));
        Assert.Equal(2, server.Requests.Length);
    }

    [Fact]
    public async Task Store_TruncatedObject_IsDownloadedAnew()
    {
        server.Answer = request => WebAnswer.File(request, content);
        var stored = await StoreAsync(AtUrl(content, "viewer.iso"));
        var path = Store.FindPath(Digest.Of(content))!;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllBytesAsync(path, content[..1000], Cancellation);

        Assert.Equal(stored, await StoreAsync(AtUrl(content, "viewer.iso")));
        Assert.True(Store.HoldsAll(stored.Digest));
    }

    public void Dispose()
    {
        downloader.Dispose();
        server.Dispose();
        state.Dispose();
    }

    private PackageSource.AtUrl AtUrl(byte[] expected, string? fileName) => new(server.Url("viewer").ToString(), Digest.Of(expected), fileName, new("packages.yaml", 7, 11));

    private Task<Manifest> HashAsync(PackageSource.AtUrl source, PathPatterns? patterns = null) =>
        new UrlReading(Store, downloader).HashAsync(source, patterns ?? PathPatterns.Everything, Cancellation);

    private Task<Manifest> StoreAsync(PackageSource.AtUrl source) =>
        new UrlReading(Store, downloader).Store_NeedsLockAsync(source, PathPatterns.Everything, Cancellation);

    private async Task<string> FaultAsync(PackageSource.AtUrl source)
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => StoreAsync(source));
        return $"{fault.Diagnostic.Code}: {fault.Message}";
    }
}

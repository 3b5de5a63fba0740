using System.Net.Sockets;
using System.Runtime.Versioning;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Content;

[SupportedOSPlatform("linux")]
public sealed class DirectorySourceTests : IDisposable
{
    private readonly SourceFixture fixture = new();

    private TemporaryDirectory Source => fixture.Source;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Store_OddNames_AreKeptByteForByte()
    {
        string[] names =
        [
            "with blank", "'quotes\"", "line\nfeed", "-rf", "--", "\\back\\slash", "tab\t", "*?[a]", "cafe\u0301", "café", "日本語", "😀", ".hidden",
            new('x', 255), "\u0001", "trailing.", "~", "#",
        ];
        foreach (var name in names)
            Source.Write(name, name);

        var manifest = await fixture.StoreDirectoryAsync();

        Assert.Equal(names.Order(StringComparer.Ordinal), manifest.Entries.Select(entry => entry.Path).Order(StringComparer.Ordinal));
        Assert.All(manifest.Entries, entry => Assert.Equal(Digest.Of(System.Text.Encoding.UTF8.GetBytes(entry.Path)), entry.Digest));
    }

    [Fact]
    public async Task Store_DeepTree_IsReadToTheBottom()
    {
        const int depth = 1500;
        // Deeper than a path may be long.
        MakeDeep(depth);

        var manifest = await fixture.StoreDirectoryAsync();

        // .NET cannot delete what it has no path for.
        new ProcessRun("rm", "-rf", Source.Combine("dddddddd")).Run().EnsureSuccess();
        var entry = Assert.Single(manifest.Entries);
        Assert.Equal(depth, entry.Path.Count(c => c == '/'));
        Assert.Equal(Digest.Of("deep"u8), entry.Digest);
    }

    private void MakeDeep(int depth)
    {
        var place = DirectoryHandle.Open(Source.Path);
        for (var i = 0; i < depth; i++)
        {
            Assert.True(place.TryMakeDirectory("dddddddd"));
            var next = place.OpenDirectory("dddddddd");
            place.Dispose();
            place = next;
        }

        using (place)
        using (var file = place.CreateFile("file"))
            file.Write("deep"u8);
    }

    [Fact]
    public async Task Store_ModesLinksAndEmptyDirectories_AreInTheManifest()
    {
        Source.Write("run", "x");
        File.SetUnixFileMode(Source.Combine("run"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Source.Write("group", "x");
        File.SetUnixFileMode(Source.Combine("group"), UnixFileMode.UserRead | UnixFileMode.GroupExecute);
        Source.CreateDirectory("a/empty");
        Source.Write("a/file", "x");
        File.CreateSymbolicLink(Source.Combine("a", "link"), "../run");
        File.CreateSymbolicLink(Source.Combine("dangling"), "nowhere");

        var manifest = await fixture.StoreDirectoryAsync();

        Assert.Equal(
            ["d a/empty", "f a/file", "l a/link", "l dangling", "f group", "x run"],
            manifest.Entries.Select(entry => $"{ManifestText.Line(entry)[0]} {entry.Path}"));
    }

    [Fact]
    public async Task Store_OneFile_IsADirectoryWithThatFile()
    {
        var file = Source.Write("setup.exe", "MZ");
        File.CreateSymbolicLink(Source.Combine("latest.exe"), "setup.exe");

        var manifest = await StoreAsync(file);
        var throughLink = await StoreAsync(Source.Combine("latest.exe"));

        Assert.Equal("setup.exe", Assert.Single(manifest.Entries).Path);
        Assert.Equal("latest.exe", Assert.Single(throughLink.Entries).Path);
        Assert.Equal(manifest.Entries[0].Digest, throughLink.Entries[0].Digest);
    }

    [Fact]
    public async Task Store_LinkOnTheWay_IsFollowedOnce()
    {
        Source.Write("build-42/app", "x");
        File.CreateSymbolicLink(Source.Combine("current"), "build-42");

        Assert.Equal("app", Assert.Single((await StoreAsync(Source.Combine("current"))).Entries).Path);
        Assert.Equal("app", Assert.Single((await StoreAsync(Source.Combine("current") + "/")).Entries).Path);
    }

    [Theory]
    [InlineData("mknod device c 1 3", "'device' is a device")]
    [InlineData("mkfifo pipe", "'pipe' is a named pipe")]
    [InlineData("printf x > \"$(printf 'caf\\351.txt')\"", "the name 'caf\\xE9.txt' is not valid UTF-8")]
    [InlineData("mkdir \"$(printf 'd\\377')\" && touch \"$(printf 'd\\377')/file\"", "the name 'd\\xFF' is not valid UTF-8")]
    [InlineData("ln -s \"$(printf 'caf\\351')\" link", "the link 'link' leads to 'caf\\xE9', which is not valid UTF-8")]
    [InlineData("ln -s /etc/passwd link", "the link 'link' leads out of the package, to '/etc/passwd'")]
    [InlineData("mkdir a && ln -s ../.. a/up", "the link 'a/up' leads out of the package, to '../..'")]
    [InlineData("mkdir a && ln -s .. a/up && ln -s a/up/.. link", "the link 'link' leads out of the package, to 'a/up/..'")]
    [InlineData("printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:4d7a\\nsize 12345\\n' > big.iso", "'big.iso' is a Git LFS pointer")]
    public async Task Store_WhatNoPackageHolds_IsNamedAndNothingIsStored(string command, string message)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess || !command.StartsWith("mknod", StringComparison.Ordinal), "only root can make devices");
        Source.Write("good", "x");
        new ProcessRun("sh", "-c", command) { WorkingDirectory = Source.Path }.Run().EnsureSuccess();

        var fault = await fixture.FaultOfDirectoryAsync();

        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(SourceFault.Failed, fault.Fault);
        Assert.Equal(Severity.Error, fault.Diagnostic.Severity);
        Assert.Equal("packages.yaml:7:11", fault.Diagnostic.At.ToString());
        Assert.Empty(Directory.GetFiles(Path.Combine(fixture.ContentPath, "manifests")));
    }

    [Fact]
    public async Task Store_Socket_IsNamed()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Source.Combine("socket")));

        Assert.StartsWith("'socket' is a socket", (await fixture.FaultOfDirectoryAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_FaultThatIsExcluded_HoldsNothing()
    {
        Source.Write("good", "x");
        new ProcessRun("sh", "-c", "mkfifo pipe; touch \"$(printf 'caf\\351.tmp')\"; ln -s /etc/passwd out") { WorkingDirectory = Source.Path }.Run().EnsureSuccess();

        var manifest = await StoreAsync(Source.Path, exclude: ["pipe", "*.tmp", "out"]);

        Assert.Equal("good", Assert.Single(manifest.Entries).Path);
    }

    [Fact]
    public async Task Store_NothingThere_SaysSo()
    {
        var missing = await Assert.ThrowsAsync<SourceException>(() => StoreAsync(Source.Combine("nowhere")));
        var belowFile = await Assert.ThrowsAsync<SourceException>(() => StoreAsync(Path.Combine(Source.Write("file", ""), "below")));

        Assert.Equal($"packages.yaml:7:11: error RCN4007: there is nothing at '{Source.Path}/nowhere'; create it, or correct the source", missing.Diagnostic.ToString());
        Assert.Equal("RCN4007", belowFile.Diagnostic.Code);
    }

    [Fact]
    public async Task Store_NothingLeft_SaysSo()
    {
        Assert.Equal("RCN4008", (await fixture.FaultOfDirectoryAsync()).Diagnostic.Code);
        Source.Write("a.pdb", "");
        Assert.Equal("RCN4008", (await Assert.ThrowsAsync<SourceException>(() => StoreAsync(Source.Path, exclude: ["**/*.pdb"]))).Diagnostic.Code);
    }

    [Fact]
    public async Task Store_DirectoryThatIsADevice_SaysSo() =>
        Assert.Equal("'/dev/null' is a device; a package holds files, directories and links only: exclude it, or take it out of the source", (await Assert.ThrowsAsync<SourceException>(() => StoreAsync("/dev/null"))).Message);

    [Fact]
    public async Task Store_NotAllowed_IsANoteThatSaysWhatToAdd()
    {
        Source.Write("a", "x");
        fixture.IsAllowed = _ => false;

        var fault = await fixture.FaultOfDirectoryAsync();

        Assert.Equal(SourceFault.NotAllowed, fault.Fault);
        Assert.Equal(
            $"packages.yaml:7:11: note RCN4009: the operator's settings do not allow the source '{Source.Path}'; 'sync' holds the package until they say \"allow\": {{ \"sources\": [\"{Source.Path}\"] }}",
            fault.Diagnostic.ToString());
    }

    [Fact]
    public async Task Store_LinkOutOfWhatIsAllowed_IsNotAllowed()
    {
        using var secret = new TemporaryDirectory();
        secret.Write("key", "x");
        File.CreateSymbolicLink(Source.Combine("innocent"), secret.Path);
        File.CreateSymbolicLink(Source.Combine("key"), secret.Combine("key"));
        fixture.IsAllowed = path => path.StartsWith(Source.Path, StringComparison.Ordinal);

        foreach (var link in (string[])["innocent", "key"])
        {
            var fault = await Assert.ThrowsAsync<SourceException>(() => StoreAsync(Source.Combine(link)));
            Assert.Equal(SourceFault.NotAllowed, fault.Fault);
            Assert.Contains(secret.Path, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Store_Cancelled_Ends()
    {
        Source.Write("a", "x");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => fixture.Sources.Store_NeedsLockAsync(fixture.OfDirectory(), NoSnapshot.Instance, new CancellationToken(canceled: true)));
    }

    private Task<Manifest> StoreAsync(string path, string[]? exclude = null) =>
        fixture.Sources.Store_NeedsLockAsync(fixture.OfDirectory(path) with { Exclude = [.. exclude ?? []] }, NoSnapshot.Instance, TestContext.Current.CancellationToken);
}

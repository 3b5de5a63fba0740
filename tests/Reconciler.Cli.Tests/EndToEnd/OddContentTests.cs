using System.Net.Sockets;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Whatever a directory can hold arrives byte for byte, or holds its package with a clear word.</summary>
public sealed class OddContentTests : IDisposable
{
    private static readonly string[] oddNames =
    [
        "with space", " leading and trailing ", "quote'single", "quote\"double", "line\nfeed", "tab\tstop", "-dash", "--recursive", "back\\slash", "star*",
        "what?", "[brackets]", "semi;colon", "$HOME", "`tick`", "%percent%", "#hash", "~tilde", "a:b", "pipe|", "<angle>", "amp&ersand", "é composed",
        "e\u0301 combining, other", "日本語", "emoji 🚚", "\u202eoverride", "\u200bzero width", "…", "...", ".hidden", "con", "aux.txt", "trailing.",
        "UPPER", "Mixed Case", "\u007fdelete", "\u0001control", "name with .reconciler inside",
    ];

    private readonly SiteServer site = new();

    [Fact]
    public async Task Names_OfEveryKind_ArriveByteForByte()
    {
        site.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("odd"));
        foreach (var name in oddNames)
        {
            site.Repository.Write($"packages/odd/{name}", $"file {name}");
            site.Repository.Write($"packages/odd/in {name}/{name}", $"deeper {name}");
        }

        site.Repository.Write("packages/odd/empty", "");
        site.Repository.Write($"packages/odd/{new string('n', 255)}", "longest name");
        site.Repository.Write($"packages/odd/{string.Concat(Enumerable.Repeat("é", 127))}", "longest name in UTF-8");
        site.Repository.Write($"packages/odd/{string.Join('/', Enumerable.Range(1, 90).Select(depth => $"level {depth}"))}/file", "deep");
        site.Repository.Write("packages/odd/run.sh", "#!/bin/sh\n");
        site.Repository.MakeExecutable("packages/odd/run.sh");
        site.Repository.Link("packages/odd/link to file", "run.sh");
        site.Repository.Link("packages/odd/link to directory", "in -dash");
        site.Repository.Link("packages/odd/in -dash/up", "../run.sh");
        site.Repository.Link("packages/odd/dangling", "not there");
        site.Repository.Commit();

        await site.ConvergeAsync();

        Assert.Equal("", await DiskTree.DiffAsync(Path.Combine(site.Repository.Path, "packages", "odd"), Path.Combine(site.RootOf("dp-1"), "odd")));
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Directory_WithEmptyDirectories_ArrivesWhole()
    {
        var source = DirectorySource("builds/viewer");
        Directory.CreateDirectory(Path.Combine(source, "empty", "and deeper"));
        Directory.CreateDirectory(Path.Combine(source, "with\nline feed"));
        File.WriteAllText(Path.Combine(source, "file"), "text");

        await site.ConvergeAsync();

        Assert.Equal("", await DiskTree.DiffAsync(source, Path.Combine(site.RootOf("dp-1"), "viewer")));
    }

    [Fact]
    public async Task Directory_WithANameThatIsNotUtf8_HoldsItsPackageOnly()
    {
        var source = DirectorySource("builds/viewer");
        MakeWithShell(source, "touch \"$(printf 'bad\\377name')\"");
        await HoldsOnlyTheFaultyOneAsync("bad\\xFFname", "UTF-8");
    }

    [Fact]
    public async Task Directory_WithADevice_HoldsItsPackageOnly()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Skip("Only root can make a device.");
        MakeWithShell(DirectorySource("builds/viewer"), "mknod null c 1 3");
        await HoldsOnlyTheFaultyOneAsync("null", "device");
    }

    [Fact]
    public async Task Directory_WithAPipe_HoldsItsPackageOnly()
    {
        MakeWithShell(DirectorySource("builds/viewer"), "mkfifo queue");
        await HoldsOnlyTheFaultyOneAsync("queue", "pipe");
    }

    [Fact]
    public async Task Directory_WithASocket_HoldsItsPackageOnly()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(DirectorySource("builds/viewer"), "agent")));
        await HoldsOnlyTheFaultyOneAsync("agent", "socket");
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    public async Task Directory_WithALinkThatLeadsOut_HoldsItsPackageOnly(string target)
    {
        File.CreateSymbolicLink(Path.Combine(DirectorySource("builds/viewer"), "out"), target);
        await HoldsOnlyTheFaultyOneAsync("out", target);
    }

    [Fact]
    public async Task Git_WithANameThatIsNotUtf8_HoldsItsPackageOnly()
    {
        site.Repository.Write("packages/good/file", "good");
        site.Repository.Write("packages/viewer/file", "good");
        site.Commit("all.yaml", SiteServer.Servers("dp-1") + SiteServer.Package("viewer") + SiteServer.Package("good"));
        MakeWithShell(Path.Combine(site.Repository.Path, "packages", "viewer"), "touch \"$(printf 'bad\\377name')\"");
        site.Repository.Commit();
        // libgit2's binding hands names out decoded: the bad byte itself is gone.
        await HoldsOnlyTheFaultyOneAsync("bad\uFFFDname", "UTF-8");
    }

    public void Dispose() => site.Dispose();

    private async Task HoldsOnlyTheFaultyOneAsync(params string[] words)
    {
        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("! place viewer", sync.StandardOutput);
        Assert.Contains("(source-failed", sync.StandardOutput);
        foreach (var word in words)
            Assert.Contains(word, sync.StandardOutput + sync.StandardError);
        Assert.True(File.Exists(Path.Combine(site.RootOf("dp-1"), "good", "file")));
        Assert.False(Directory.Exists(Path.Combine(site.RootOf("dp-1"), "viewer")));

        Assert.Equal(7, (await site.RunAsync("validate")).ExitCode);
    }

    /// <returns>The directory that package <c>viewer</c> is made of; package <c>good</c> stands beside it.</returns>
    private string DirectorySource(string path)
    {
        var source = site.MakeDirectory(path);
        site.Allow("sources", source);
        site.Repository.Write("packages/good/file", "good");
        site.Commit(
            "all.yaml",
            SiteServer.Servers("dp-1") + SiteServer.Package("good")
                + $"---\napiVersion: reconciler/v1\nkind: Package\nmetadata: {{ name: viewer }}\nspec: {{ source: {{ directory: {source} }} }}\n");
        return source;
    }

    private static void MakeWithShell(string directory, string command) =>
        new ProcessRun("sh", "-c", command) { WorkingDirectory = directory }.Run().EnsureSuccess();
}

using System.Text;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.Tests.TransferPackages;

public sealed class TransferPackageFilesTests : IDisposable
{
    private readonly StateFixture state = new();

    public void Dispose() => state.Dispose();

    [Fact]
    public void Load_LastLineTornAtAnyByte_StopsBeforeItAndAppendsInItsPlace()
    {
        state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-1");
        var one = File.ReadAllBytes(state.ViewerFile);
        var before = Render.Text(state.Actual);
        state.Place(StateFixture.Viewer, StateFixture.DigestTwo, "dp-2");
        var two = File.ReadAllBytes(state.ViewerFile);

        for (var length = one.Length; length < two.Length; length++)
        {
            File.WriteAllBytes(state.ViewerFile, two[..length]);
            Assert.Equal(before, Render.Text(state.Fresh()));

            state.Restart();
            state.Place(StateFixture.Viewer, StateFixture.DigestTwo, "dp-2");
            Assert.Equal(two, File.ReadAllBytes(state.ViewerFile));
        }
    }

    [Fact]
    public void Load_FirstAppendTornAtAnyByte_HoldsNothingAndAppendsInItsPlace()
    {
        state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-1");
        var whole = File.ReadAllBytes(state.ViewerFile);

        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(state.ViewerFile, whole[..length]);
            state.Restart();
            Assert.Empty(state.Actual.Packages);
            Assert.Empty(state.Actual.Corrupt);

            state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-1");
            Assert.Equal(whole, File.ReadAllBytes(state.ViewerFile));
        }
    }

    [Theory]
    [InlineData("\"3.1\"", "\"3.2\"", "viewer.jsonl:2: its chain is ")]
    [InlineData("\"events\"", "\"eventz\"", "viewer.jsonl:2: its chain is ")]
    [InlineData(",\"chain\"", ",\"chaim\"", "viewer.jsonl:1: it does not end with a chain; was it cut or edited?")]
    [InlineData("\"format\":1", "\"format\":2", "viewer.jsonl:1: it has format 2, and this version of Reconciler reads up to format 1")]
    public void Load_LineInTheMiddleChanged_HoldsThatPackageOnly(string written, string changed, string why)
    {
        var editor = new PackageName("editor");
        state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-1");
        state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-2");
        state.Place(editor, StateFixture.DigestOne, "dp-1");
        Edit(state.ViewerFile, text => ReplaceFirst(text, written, changed));

        var actual = state.Fresh();

        Assert.Equal([editor], actual.Packages.Keys);
        Assert.Contains(why, actual.Corrupt[StateFixture.Viewer], StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LineMissingInTheMiddle_IsSeen()
    {
        foreach (var server in (string[])["dp-1", "dp-2", "dp-3"])
            state.Place(StateFixture.Viewer, StateFixture.DigestOne, server);
        Edit(state.ViewerFile, text => string.Join('\n', text.Split('\n').Where((_, i) => i != 2)));

        Assert.Contains("viewer.jsonl:3: its chain is", state.Fresh().Corrupt[StateFixture.Viewer], StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileCannotBeRead_HoldsThatPackageOnly()
    {
        var editor = new PackageName("editor");
        state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-1");
        state.Place(editor, StateFixture.DigestOne, "dp-1");
        File.Delete(state.ViewerFile);
        File.CreateSymbolicLink(state.ViewerFile, state.ViewerFile);

        var actual = state.Fresh();

        Assert.Equal([editor], actual.Packages.Keys);
        Assert.Contains("viewer.jsonl: ", actual.Corrupt[StateFixture.Viewer], StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileOfAnotherEstateOrPackage_IsSeen()
    {
        state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-1");
        File.Copy(state.ViewerFile, state.Directory.PackageFile(new("copy")));
        using var other = new StateFixture();
        other.Place(new("editor"), StateFixture.DigestOne, "dp-1");
        File.Copy(other.Directory.PackageFile(new("editor")), state.Directory.PackageFile(new("editor")));

        var actual = state.Fresh();

        Assert.Contains("it is about 'viewer', and its file's name says 'copy'", actual.Corrupt[new("copy")], StringComparison.Ordinal);
        Assert.Contains("it belongs to estate ", actual.Corrupt[new("editor")], StringComparison.Ordinal);
    }

    [Fact]
    public void Append_ToADamagedPackage_IsRefusedAndLeavesTheFile()
    {
        state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-1");
        Edit(state.ViewerFile, text => ReplaceFirst(text, "3.1", "3.2"));
        var damaged = File.ReadAllText(state.ViewerFile);
        state.Restart();

        Assert.Throws<StateWriteException>(() => state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-2"));
        Assert.Equal(damaged, File.ReadAllText(state.ViewerFile));
    }

    [Fact]
    public void Append_ToADamagedServersFile_BeginsANewOneAndKeepsTheOld()
    {
        var server = new ServerName("dp-1");
        state.Files.Append_NeedsLock(state.Lock, [], [new(server, StateFixture.Now, [new ServerEvent.Visited("/srv", 1)])]);
        Edit(state.Directory.ServerFile(server), text => ReplaceFirst(text, "/srv", "/arv"));
        state.Restart();
        Assert.Equal(TroubleKind.IoError, state.Actual.Facts[server].Trouble?.Kind);

        var actual = state.Files.Append_NeedsLock(state.Lock, [], [new(server, StateFixture.Now, [new ServerEvent.Visited("/new", 1)])]);

        Assert.Equal("/new", actual.Facts[server].Address);
        Assert.Equal(Render.Text(actual), Render.Text(state.Fresh()));
        Assert.Contains("/arv", File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(state.Directory.Archive, "servers")))), StringComparison.Ordinal);
    }

    [Fact]
    public void Append_SomebodyElseAddedALine_IsRefusedAndKeepsTheirs()
    {
        state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-1");
        var other = new TransferPackageFiles(state.Directory);
        var actual = other.Load(new(), TestContext.Current.CancellationToken);
        other.Append_NeedsLock(state.Lock, [new(StateFixture.Viewer, StateFixture.Now, null, null, null, [new TransferPackageEvent.Left(actual.Servers.SetOf(new ServerName("dp-1")))])], []);
        var theirs = File.ReadAllText(state.ViewerFile);

        var refused = Assert.Throws<StateWriteException>(() => state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-2"));

        Assert.Contains("somebody has added lines since it was read", refused.Message, StringComparison.Ordinal);
        Assert.Equal(theirs, File.ReadAllText(state.ViewerFile));
        Assert.Throws<StateWriteException>(() => state.Place(new("editor"), StateFixture.DigestOne, "dp-2"));
    }

    [Fact]
    public void Append_ManyPackagesAtOnce_AllAreThere()
    {
        var servers = state.Servers.SetOf(new ServerName("dp-1"));
        var appends = Enumerable.Range(0, 100)
            .Select(number => new TransferPackageAppend(new($"package-{number}"), StateFixture.Now, null, null, null, [new TransferPackageEvent.Left(servers)]))
            .ToArray();

        var actual = state.Files.Append_NeedsLock(state.Lock, appends, []);

        Assert.Equal(100, actual.Packages.Count);
        Assert.Equal(Render.Text(actual), Render.Text(state.Fresh()));
    }

    [Fact]
    public async Task Load_WhileLinesAreAppended_SeesAPrefix()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        const int Lines = 300;
        var writing = Task.Run(
            () =>
            {
                for (var i = 0; i < Lines; i++)
                    state.Place(StateFixture.Viewer, StateFixture.DigestOne, $"dp-{i}");
            },
            cancellationToken);

        var last = 0;
        while (last < Lines)
        {
            var actual = state.Fresh();
            Assert.Empty(actual.Corrupt);
            if (actual.Packages.TryGetValue(StateFixture.Viewer, out var package))
            {
                Assert.Equal(Enumerable.Range(0, (int)package.Seq).Select(i => new ServerName($"dp-{i}")).Order(), package.Held.ByName());
                Assert.InRange(package.Held.Count, last, Lines);
                last = package.Held.Count;
            }
        }

        await writing;
    }

    [Fact]
    public void Append_FileCannotBeOpened_IsReportedAndNothingMoreIsWritten()
    {
        state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-1");
        var before = Render.Text(state.Actual);
        File.Delete(state.ViewerFile);
        Directory.CreateDirectory(state.ViewerFile);

        var failure = Assert.Throws<StateWriteException>(() => state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-2"));

        Assert.Equal(state.ViewerFile, failure.Path);
        Assert.Equal("Is a directory", failure.Reason);
        Assert.Equal(before, Render.Text(state.Actual));
        Assert.Throws<StateWriteException>(() => state.Place(new("editor"), StateFixture.DigestOne, "dp-2"));
    }

    [Theory]
    [InlineData("con", "_con.jsonl")]
    [InlineData("NUL.tools", "_NUL.tools.jsonl")]
    [InlineData("com7", "_com7.jsonl")]
    [InlineData("common", "common.jsonl")]
    [InlineData("console", "console.jsonl")]
    public void Append_NameOfAWindowsDevice_IsEscaped(string name, string file)
    {
        state.Place(new(name), StateFixture.DigestOne, "dp-1");

        Assert.Equal([file], Directory.GetFiles(state.Directory.TransferPackages).Select(path => Path.GetFileName(path)));
        Assert.Equal([new PackageName(name)], state.Fresh().Packages.Keys);
    }

    [Fact]
    public void Create_NewFilesAndDirectories_AreTheOwnersOnly()
    {
        if (OperatingSystem.IsWindows())
            return;

        state.Place(StateFixture.Viewer, StateFixture.DigestOne, "dp-1");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(state.ViewerFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(state.Directory.TransferPackages));
    }

    internal static void Edit(string path, Func<string, string> edit) => File.WriteAllText(path, edit(File.ReadAllText(path)), new UTF8Encoding(false));

    internal static string ReplaceFirst(string text, string written, string changed)
    {
        var at = text.IndexOf(written, StringComparison.Ordinal);
        return text[..at] + changed + text[(at + written.Length)..];
    }
}

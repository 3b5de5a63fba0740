using System.Text;
using Reconciler.Adapters.Archives;
using Reconciler.Core.Content;
using Reconciler.Testing;
using TemporaryDirectory = Reconciler.Testing.TemporaryDirectory;

namespace Reconciler.Adapters.Tests.Archives;

/// <summary>Good archives, of every kind and of programs that are not ours.</summary>
public sealed class ArchiveFormatTests
{
    private const string Expected = "x bin/run.sh = #!/bin/sh\nl current -> bin/run.sh\nd empty\nf readme.txt = hello";

    private static readonly byte[] tar = new TarBytes()
        .Directory("./")
        .Directory("./bin/")
        .File("./bin/run.sh", "#!/bin/sh", "0000755")
        .Link("./current", "bin/run.sh")
        .Directory("./empty")
        .File("./readme.txt", "hello")
        .End();

    [Fact]
    public void Tar_WithEverything_IsUnpacked() => Assert.Equal(Expected, Unpacked.Lines(tar));

    [Fact]
    public void TarGzip_WithEverything_IsUnpacked() => Assert.Equal(Expected, Unpacked.Lines(TarBytes.Gzip(tar)));

    [Fact]
    public void TarZstandard_WithEverything_IsUnpacked() => Assert.Equal(Expected, Unpacked.Lines(TarBytes.Zstd(tar)));

    [Fact]
    public void Zip_WithEverything_IsUnpacked() => Assert.Equal(Expected, Unpacked.Lines(new ZipBytes()
        .Directory("bin/")
        .File("bin/run.sh", "#!/bin/sh", 0x81ED)
        .Link("current", "bin/run.sh")
        .Directory("empty/")
        .File("readme.txt", "hello")
        .End()));

    [Fact]
    public void Zip_NotMadeOnUnix_HasFilesAndDirectories() =>
        Assert.Equal("d a\nf b = text", Unpacked.Lines(new ZipBytes().Entry("a/"u8.ToArray(), [], 0).Entry("b"u8.ToArray(), "text"u8.ToArray(), 0).End()));

    [Fact]
    public void Zip_Packed_IsUnpacked()
    {
        var large = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i} "));

        Assert.Equal($"f a = {large}\nf é/日本 = text", Unpacked.Lines(ZipBytes.Packed(("a", Encoding.UTF8.GetBytes(large)), ("é/日本", "text"u8.ToArray()))));
    }

    [Theory]
    [InlineData("v7")]
    [InlineData("ustar")]
    [InlineData("gnu")]
    [InlineData("posix")]
    public async Task Tar_OfTheRealTar_IsWhatWasPacked(string format)
    {
        using var directory = new TemporaryDirectory();
        var name = format is "v7" ? "short" : string.Concat(Enumerable.Repeat("a long name of a directory/", 3)) + "file";
        directory.Write($"in/{name}", "text");
        directory.Write("in/second", "more");
        File.CreateSymbolicLink(directory.Combine("in", "link"), "second");
        await new ProcessRun("ln", directory.Combine("in", "second"), directory.Combine("in", "twin")).RunAsync(TestContext.Current.CancellationToken);
        (await new ProcessRun("tar", $"--format={format}", "--sort=name", "-cf", directory.Combine("a.tar"), "-C", directory.Combine("in"), ".").RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();

        var lines = Unpacked.Lines(await File.ReadAllBytesAsync(directory.Combine("a.tar"), TestContext.Current.CancellationToken));

        Assert.Equal(Order([$"f {name} = text", "l link -> second", "f second = more", "f twin = more"]), Order(lines.Split('\n')));
    }

    [Fact]
    public async Task Zip_OfTheRealZip_IsWhatWasPacked()
    {
        RealPart.Require("zip", "apt-get install zip");
        using var directory = new TemporaryDirectory();
        await new ProcessRun("chmod", "+x", directory.Write("in/bin/run.sh", "#!/bin/sh")).RunAsync(TestContext.Current.CancellationToken);
        directory.Write("in/readme.txt", "hello");
        directory.CreateDirectory("in/empty");
        File.CreateSymbolicLink(directory.Combine("in", "current"), "bin/run.sh");
        (await new ProcessRun("zip", "-qry", directory.Combine("a.zip"), ".") { WorkingDirectory = directory.Combine("in") }.RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();

        Assert.Equal(Expected, Unpacked.Lines(await File.ReadAllBytesAsync(directory.Combine("a.zip"), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Tar_LongNames_AreWhole()
    {
        var name = string.Join('/', Enumerable.Repeat("part", 100));

        Assert.Equal($"f {name} = a", Unpacked.Lines(new TarBytes().LongName(name).File("cut", "a").End()));
        Assert.Equal($"f {name} = a", Unpacked.Lines(new TarBytes().Pax("path", name).File("cut", "a").End()));
    }

    [Fact]
    public void Tar_HardLink_IsTheSameFile()
    {
        var archive = new TarBytes().File("a", "text", "0000755").HardLink("b", "./a").HardLink("c", "b").Link("l", "a").HardLink("m", "l").End();

        Assert.Equal("x a = text\nx b = text\nx c = text\nl l -> a\nl m -> a", Unpacked.Lines(archive));
    }

    [Fact]
    public void Tar_DirectoryTwice_IsOneDirectory() => Assert.Equal("d a", Unpacked.Lines(new TarBytes().Directory("a").Directory("a/").End()));

    [Fact]
    public void Tar_FileOfNothingWithASlash_IsADirectory() => Assert.Equal("d a", Unpacked.Lines(new TarBytes().File("a/", "").End()));

    [Fact]
    public void Patterns_Always_ApplyAfterUnpacking()
    {
        var archive = new TarBytes().File("a.txt", "a").File("b.pdb", "b").Directory("empty").Entry('6', "pipe"u8.ToArray(), []).End();

        Assert.Equal("f a.txt = a", Unpacked.Lines(archive, PathPatterns.Of(["**"], ["*.pdb", "empty", "pipe"])));
    }

    [Fact]
    public void Patterns_ThatLeaveNothing_AreAFault() =>
        Assert.Equal(
            "RCN4008: nothing is left of 'https://builds.example.com/viewer.zip' after include and exclude",
            Unpacked.Fault(tar, PathPatterns.Of(["*.iso"], [])));

    [Fact]
    public void Formats_Equal_HaveTheSameDigest() =>
        Assert.Single(((byte[][])[tar, TarBytes.Gzip(tar), TarBytes.Zstd(tar)]).Select(archive => Unpacked.Read(archive).Digest).Distinct());

    [Fact]
    public void Tar_LargeFile_IsNeverWholeInMemory()
    {
        var archive = TarBytes.Zstd(new TarBytes().Entry('0', "zeros"u8.ToArray(), new byte[64 << 20]).End());
        var before = GC.GetTotalAllocatedBytes(precise: true);

        Unpacked.Read(archive, limits: ArchiveLimits.Default);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 16 << 20);
    }

    private static IEnumerable<string> Order(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);
}

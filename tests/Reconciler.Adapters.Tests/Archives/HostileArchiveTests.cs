using System.Text;
using Reconciler.Adapters.Archives;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Tests.Archives;

/// <summary>Archives that want out of their place, or more than their share. Nothing is ever written for them: each ends in a diagnostic.</summary>
public sealed class HostileArchiveTests
{
    private static readonly ArchiveLimits small = new(Bytes: 10_000, Entries: 10, Ratio: 20, RatioFreeBytes: 2_000);

    [Theory]
    [InlineData("../out", "it climbs out with '..'")]
    [InlineData("a/../../out", "it climbs out with '..'")]
    [InlineData("a/..", "it climbs out with '..'")]
    [InlineData(@"a\..\..\out", "it climbs out with '..'")]
    [InlineData("/etc/passwd", "it is absolute")]
    [InlineData("C:/Windows/out", "it begins with a drive")]
    [InlineData(@"c:out", "it begins with a drive")]
    [InlineData(@"a\b", "it has a backslash, which is a part of the name on one system and a separator on another")]
    [InlineData(@"\\server\share\out", "it has a backslash, which is a part of the name on one system and a separator on another")]
    public void Name_ThatLeadsOut_IsRefused(string name, string problem)
    {
        var expected = $"RCN4031: the archive has the name '{name}', which no archive of a package may have: {problem}";

        Assert.Equal(expected, Unpacked.Fault(new TarBytes().File(name, "x").End()));
        Assert.Equal(expected, Unpacked.Fault(new ZipBytes().File(name, "x").End()));
        Assert.Equal(expected, Unpacked.Fault(new TarBytes().File("good", "x").Directory(name).End()));
        Assert.Equal(expected, Unpacked.Fault(new TarBytes().File("good", "x").HardLink("twin", name).End()));
        Assert.Equal(expected, Unpacked.Fault(new TarBytes().File("good", "x").File(name, "x").End(), PathPatterns.Of(["good"], [])));
    }

    [Theory]
    [InlineData("../out")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../out")]
    public void Link_ThatLeadsOut_IsRefused(string target)
    {
        var expected = $"RCN4002: the link 'link' leads out of the package, to '{target}'";

        Assert.Equal(expected, Unpacked.Fault(new TarBytes().Link("link", target).End()));
        Assert.Equal(expected, Unpacked.Fault(new ZipBytes().Link("link", target).End()));
    }

    [Fact]
    public void Link_ThatLeadsOutThroughAnother_IsRefused() =>
        Assert.StartsWith("RCN4002: the link 'b' leads out", Unpacked.Fault(new TarBytes().File("d/e/f", "x").Link("a", "d/e").Link("b", "a/../../..").End()));

    [Fact]
    public void File_BelowALink_IsRefused()
    {
        const string Expected = "RCN4030: 'https://builds.example.com/viewer.zip' cannot be unpacked: 'a' is a directory and something else in the manifest";

        Assert.Equal(Expected, Unpacked.Fault(new TarBytes().Directory("d").Link("a", "d").File("a/passwd", "x").End()));
        Assert.Equal(Expected, Unpacked.Fault(new ZipBytes().Link("a", "d").File("a/passwd", "x").End()));
    }

    [Fact]
    public void Entry_ThatStandsTwice_IsRefused()
    {
        const string Expected = "RCN4032: the archive has 'a' twice, and which of them is meant it does not say";

        Assert.Equal(Expected, Unpacked.Fault(new TarBytes().File("a", "1").File("./a", "2").End()));
        Assert.Equal(Expected, Unpacked.Fault(new ZipBytes().File("a", "1").Link("a", "b").End()));
        Assert.Equal(Expected, Unpacked.Fault(new TarBytes().File("a", "1").Directory("a").End()));
        Assert.Equal(Expected, Unpacked.Fault(new TarBytes().Directory("a").File("a", "1").End()));
    }

    [Theory]
    [InlineData('3', "a device")]
    [InlineData('4', "a device")]
    [InlineData('6', "a named pipe")]
    [InlineData('Z', "of the kind 'Z'")]
    public void Kind_ThatNoPackageHolds_IsRefused(char kind, string what) =>
        Assert.StartsWith($"RCN4003: 'odd' is {what}", Unpacked.Fault(new TarBytes().Entry(kind, "odd"u8.ToArray(), []).End()));

    [Theory]
    [InlineData(0x1000, "a named pipe")]
    [InlineData(0xC000, "a socket")]
    [InlineData(0x6000, "a device")]
    public void KindInAZip_ThatNoPackageHolds_IsRefused(int mode, string what) =>
        Assert.StartsWith($"RCN4003: 'odd' is {what}", Unpacked.Fault(new ZipBytes().File("odd", "", mode | 0x1A4).End()));

    [Fact]
    public void Name_ThatIsNotUtf8_IsRefusedUnlessLeftOut()
    {
        byte[] name = [.. "caf"u8, 0xE9];
        byte[][] archives = [new TarBytes().Entry('0', name, []).File("a", "x").End(), new ZipBytes().Entry(name, [], 0).File("a", "x").End()];

        foreach (var archive in archives)
        {
            Assert.Equal("RCN4004: the name 'caf\uFFFD' is not valid UTF-8", Unpacked.Fault(archive));
            Assert.Equal("f a = x", Unpacked.Lines(archive, PathPatterns.Of(["**"], ["caf*"])));
        }
    }

    [Fact]
    public void HardLink_ToNothingBefore_IsRefused()
    {
        Assert.EndsWith("the hard link 'b' leads to 'a', which does not stand before it", Unpacked.Fault(new TarBytes().HardLink("b", "a").File("a", "x").End()));
        Assert.EndsWith("the hard link 'b' leads to 'b', which does not stand before it", Unpacked.Fault(new TarBytes().HardLink("b", "b").End()));
        Assert.EndsWith(
            "the hard link 'b' leads to 'a', which include and exclude leave out; leave out both, or neither",
            Unpacked.Fault(new TarBytes().File("a", "x").HardLink("b", "a").End(), PathPatterns.Of(["**"], ["a"])));
    }

    [Fact]
    public void SparseFile_OfAnyKind_IsRefused()
    {
        Assert.Contains("'disk.img' is stored as a sparse file; make the archive without --sparse", Unpacked.Fault(new TarBytes().Pax("GNU.sparse.name", "disk.img").File("GNUSparseFile.0/disk.img", "map").End()));
        Assert.Contains("sparse files", Unpacked.Fault(new TarBytes().Entry('S', "disk.img"u8.ToArray(), []).End()));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public void Bomb_ByRatio_IsEndedEarly(string format)
    {
        var zeros = new byte[2_000_000];
        var archive = format switch
        {
            "zip" => ZipBytes.Packed(("zeros", zeros)),
            "gzip" => TarBytes.Gzip(new TarBytes().Entry('0', "zeros"u8.ToArray(), zeros).End()),
            _ => TarBytes.Zstd(new TarBytes().Entry('0', "zeros"u8.ToArray(), zeros).End()),
        };

        Assert.Matches(@"RCN4030: .* more than \d+ bytes come out of its \d+; the limit is 20 for each$", Unpacked.Fault(archive, limits: small with { Bytes = long.MaxValue }));
    }

    [Fact]
    public void Bomb_BySize_IsEndedEarly() =>
        Assert.EndsWith("more than 10000 bytes come out of it, which is the limit", Unpacked.Fault(new TarBytes().File("a", new string('x', 20_000)).End(), limits: small with { Ratio = 1000 }));

    [Fact]
    public void Bomb_ThatIsLeftOut_IsEndedAllTheSame() =>
        Assert.EndsWith("which is the limit", Unpacked.Fault(new TarBytes().File("a", "x").File("b", new string('x', 20_000)).End(), PathPatterns.Of(["a"], []), small with { Ratio = 1000 }));

    [Fact]
    public void Bomb_ByEntries_IsEndedEarly()
    {
        var (tar, zip) = (new TarBytes(), new ZipBytes());
        for (var i = 0; i < 11; i++)
            (tar, zip) = (tar.File($"{i}", ""), zip.File($"{i}", ""));

        Assert.EndsWith("it has more than 10 entries, which is the limit", Unpacked.Fault(tar.End(), limits: small with { Ratio = 1000 }));
        Assert.EndsWith("it has more than 10 entries, which is the limit", Unpacked.Fault(zip.End(), limits: small));
        Assert.EndsWith("it has more than 10 entries, which is the limit", Unpacked.Fault(zip.End(declared: 1), limits: small));
    }

    [Fact]
    public void Attribute_OfHugeSize_CostsNoMemory()
    {
        var archive = new TarBytes().Entry('x', "PaxHeaders/x"u8.ToArray(), [], declared: 1_900_000_000).File("a", "x").End();
        var before = Environment.WorkingSet;

        Assert.Contains("cannot be unpacked: it has a name or an attribute of more than 1048576 bytes", Unpacked.Fault(archive));
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 300 << 20);
    }

    [Theory]
    [InlineData("<!DOCTYPE html>", "it is neither zip, tar, tar.gz nor tar.zst: it begins with '<!DO'")]
    [InlineData("", "it is neither zip, tar, tar.gz nor tar.zst: it is empty")]
    [InlineData("PK", "it is neither zip, tar, tar.gz nor tar.zst: it begins with 'PK'")]
    [InlineData("MZ\u0001\u0000", "it is neither zip, tar, tar.gz nor tar.zst: it begins with 4d5a0100")]
    public void File_ThatIsNoArchive_IsToldByWhatItIs(string text, string problem) =>
        Assert.Equal($"RCN4030: 'https://builds.example.com/viewer.zip' cannot be unpacked: {problem}", Unpacked.Fault(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void PackedFile_ThatIsNoTar_IsToldByWhatItIs()
    {
        Assert.EndsWith("it is a gzip file with something else than a tar in it; without 'unpack' the file is taken as it is", Unpacked.Fault(TarBytes.Gzip("text"u8.ToArray())));
        Assert.EndsWith("it is a zstd file with something else than a tar in it; without 'unpack' the file is taken as it is", Unpacked.Fault(TarBytes.Zstd("text"u8.ToArray())));
    }

    [Fact]
    public void Archive_CutOffAnywhere_IsNeverTakenForWhole()
    {
        var tar = new TarBytes().File("a", new string('a', 700)).File("b", new string('b', 700)).WithoutEnd();
        byte[] random = new byte[5000];
        new Random(3).NextBytes(random);
        var packed = new TarBytes().Entry('0', "a"u8.ToArray(), random).End();

        for (var length = 0; length <= tar.Length; length += 64)
            Assert.StartsWith("RCN4030", Unpacked.Fault(tar[..length]));
        foreach (var whole in (byte[][])[TarBytes.Gzip(packed), TarBytes.Zstd(packed), ZipBytes.Packed(("a", random))])
        {
            for (var length = 1; length < whole.Length - 1200; length += 97)
                Assert.StartsWith("RCN4030", Unpacked.Fault(whole[..length]));
        }
    }

    [Fact]
    public void Archive_DamagedAnywhere_IsReadOrRefusedButNeverCrashes()
    {
        var random = new Random(11);
        var tar = new TarBytes().LongName("long/name").File("x", "text").Pax("path", "other").File("y", "more").Link("l", "x").End();
        foreach (var whole in (byte[][])[tar, TarBytes.Gzip(tar), TarBytes.Zstd(tar), ZipBytes.Packed(("a", "text"u8.ToArray()), ("b/c", "more"u8.ToArray()))])
        {
            for (var round = 0; round < 1500; round++)
            {
                var damaged = (byte[])whole.Clone();
                for (var flips = random.Next(1, 4); flips > 0; flips--)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);

                if (Record.Exception(() => Unpacked.Read(damaged)) is { } e)
                    Assert.True(e is Engine.Repositories.SourceException, $"{round}: {e}");
            }
        }
    }

    [Fact]
    public void Zip_WithAWrongChecksum_IsRefused() =>
        Assert.EndsWith("'a' is damaged: its checksum is 3b8ba7c7, not 00000001", Unpacked.Fault(new ZipBytes().Entry("a"u8.ToArray(), "text"u8.ToArray(), 0, crc: 1).End()));

    [Fact]
    public void Zip_ThatIsEncrypted_IsRefused() =>
        Assert.EndsWith("'a' is encrypted", Unpacked.Fault(new ZipBytes().Entry("a"u8.ToArray(), "text"u8.ToArray(), 0, flags: 1).End()));

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Zip_WithAWrongSize_IsRefused(int declared) =>
        Assert.StartsWith("RCN4030", Unpacked.Fault(new ZipBytes().Entry("a"u8.ToArray(), "text"u8.ToArray(), 0, declared: declared).End()));

    [Fact]
    public void LfsPointer_InAnArchive_IsNamed() =>
        Assert.StartsWith("RCN4001: 'setup.iso' is a Git LFS pointer", Unpacked.Fault(new TarBytes().File("setup.iso", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n").End()));
}

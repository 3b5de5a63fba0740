using System.Text;
using CsCheck;
using Reconciler.Core.Content;
using static Reconciler.Core.Tests.Content.ContentGen;

namespace Reconciler.Core.Tests.Content;

public class ManifestTests
{
    [Fact]
    public void Of_AnyOrderOfEntries_GivesTheSameDigest() =>
        Gen.Select(Entries, Gen.Int).Sample((entries, seed) =>
        {
            var shuffled = entries.ToArray();
            new Random(seed).Shuffle(shuffled);
            return Manifest.Of(shuffled).Equals(Manifest.Of(entries));
        });

    [Fact]
    public void Of_Entries_AreInTheByteOrderOfTheirPaths() =>
        Manifests.Sample(manifest =>
        {
            var paths = manifest.Entries.Select(entry => Encoding.UTF8.GetBytes(entry.Path)).ToArray();
            return paths.Zip(paths.Skip(1)).All(pair => pair.First.AsSpan().SequenceCompareTo(pair.Second) < 0);
        });

    [Fact]
    public void Digest_OneEntryLess_IsAnother() =>
        Manifests.Where(manifest => !manifest.Entries.IsEmpty).Sample(manifest => !Manifest.Of(manifest.Entries.Skip(1)).Equals(manifest));

    [Theory]
    [InlineData("b", "", false)]
    [InlineData("a", "text", false)]
    [InlineData("a", "", true)]
    public void Digest_PathContentOrExecutableBitDiffers_IsAnother(string path, string text, bool isExecutable) =>
        Assert.NotEqual(Manifest.Of([File("a")]).Digest, Manifest.Of([File(path, text, isExecutable)]).Digest);

    [Fact]
    public void Digest_EmptyFileLinkOrDirectory_AllDiffer()
    {
        ManifestEntry[] kinds = [File("a"), ManifestEntry.Link("a", ""), ManifestEntry.EmptyDirectory("a")];

        Assert.Equal(3, kinds.Select(entry => Manifest.Of([entry]).Digest).Distinct().Count());
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("/absolute")]
    [InlineData("a//b")]
    public void Of_UnsafePath_IsRefused(string path)
    {
        var e = Assert.Throws<ArgumentException>(() => Manifest.Of([File(path)]));

        Assert.Contains($"'{path}'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PathTwice_IsRefused()
    {
        var e = Assert.Throws<ArgumentException>(() => Manifest.Of([File("a"), File("a", "other")]));

        Assert.Equal("'a' stands twice in the manifest", e.Message);
    }

    // 'a.txt' sorts between 'a' and 'a/b/c': looking at neighbours would not be enough.
    [Fact]
    public void Of_FileThatIsAlsoADirectory_IsRefused()
    {
        var e = Assert.Throws<ArgumentException>(() => Manifest.Of([File("a/b/c"), File("a.txt"), File("a")]));

        Assert.Equal("'a' is a directory and something else in the manifest", e.Message);
    }

    [Fact]
    public void SizeBytes_FilesAndLinks_AreAdded()
    {
        var manifest = Manifest.Of([File("a", "12345"), ManifestEntry.Link("b", "a/ü"), ManifestEntry.EmptyDirectory("c")]);

        Assert.Equal((5 + 4, 1), (manifest.SizeBytes, manifest.FileCount));
    }

    [Fact]
    public void BytesToReach_NothingHeld_IsEverything() => Manifests.Sample(manifest => manifest.BytesToReach(null) == manifest.SizeBytes);

    [Fact]
    public void BytesToReach_RenamedFile_CostsNothing() =>
        Assert.Equal(0, Manifest.Of([File("new/name", "content")]).BytesToReach(Manifest.Of([File("old", "content")])));

    [Fact]
    public void BytesToReach_OneOfTwoChanged_CostsThatOne()
    {
        var held = Manifest.Of([File("a", "same"), File("b", "old")]);

        Assert.Equal("longer".Length, Manifest.Of([File("a", "same"), File("b", "longer")]).BytesToReach(held));
    }
}

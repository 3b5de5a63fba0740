using CsCheck;
using Reconciler.Core.Content;
using Reconciler.Core.Planning;
using Reconciler.Core.Tests.Content;

namespace Reconciler.Core.Tests.Planning;

public class ContentChangeTests
{
    [Fact]
    public void Between_TwoVersions_TellsEachEntry()
    {
        var change = Change(
            [ContentGen.File("bin/run.sh", "one"), ContentGen.File("gone.txt", "four"), ContentGen.File("same.txt", "same")],
            [ContentGen.File("bin/run.sh", "one", isExecutable: true), ContentGen.File("new.txt", "seven77"), ContentGen.File("same.txt", "same")]);

        Assert.Equal([new ChangedEntry("new.txt", EntryKind.File, null, 7)], change.Added.Named);
        Assert.Equal([new ChangedEntry("gone.txt", EntryKind.File, 4, null)], change.Removed.Named);
        Assert.Equal([new ChangedEntry("bin/run.sh", EntryKind.File, 3, 3)], change.Changed.Named);
        Assert.Equal((7L, 4L, 3L, 1), (change.Added.Bytes, change.Removed.Bytes, change.Changed.Bytes, change.Unchanged));
    }

    [Fact]
    public void Between_AFileThatBecomesALink_IsChanged() =>
        Assert.Equal([new ChangedEntry("current", EntryKind.Symlink, 5, 3)], Change([ContentGen.File("current", "bytes")], [ManifestEntry.Link("current", "bin")]).Changed.Named);

    [Fact]
    public void Between_ManyEntries_NamesTheFirstHundredAndCountsAll()
    {
        var change = Change([], [.. Enumerable.Range(0, 250).Select(i => ContentGen.File($"{i:000}", "four"))]);

        Assert.Equal((250, 1000L), (change.Added.Count, change.Added.Bytes));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i:000}"), change.Added.Named.Select(entry => entry.Path));
    }

    /// <summary>The old version, with what goes taken out and what comes put in, is the new one; and every number is that of what is named.</summary>
    [Fact]
    public void Between_AnyTwo_LeadsFromOneToTheOther() =>
        Gen.Select(ContentGen.Manifests, ContentGen.Manifests).Sample((held, wanted) =>
        {
            var change = ContentChange.Between(new("viewer"), Version(held), Version(wanted), held, wanted);

            var sizes = held.Entries.ToDictionary(entry => entry.Path, entry => (entry.Kind, entry.SizeBytes));
            foreach (var entry in change.Removed.Named)
                Assert.True(sizes.Remove(entry.Path, out var was) && was == (entry.Kind, entry.WasBytes!.Value) && entry.IsBytes is null);
            foreach (var entry in change.Changed.Named)
            {
                Assert.Equal(sizes[entry.Path].SizeBytes, entry.WasBytes);
                sizes[entry.Path] = (entry.Kind, entry.IsBytes!.Value);
            }

            Assert.All(change.Added.Named, entry => Assert.True(entry.WasBytes is null && sizes.TryAdd(entry.Path, (entry.Kind, entry.IsBytes!.Value))));
            Assert.Equal(wanted.Entries.ToDictionary(entry => entry.Path, entry => (entry.Kind, entry.SizeBytes)), sizes);

            Assert.Equal(held.Entries.Length, change.Removed.Count + change.Changed.Count + change.Unchanged);
            Assert.Equal(wanted.Entries.Length, change.Added.Count + change.Changed.Count + change.Unchanged);
            Assert.Equal(change.Unchanged, held.Entries.Intersect(wanted.Entries).Count());
            Assert.Equal(change.Removed.Bytes, change.Removed.Named.Sum(entry => entry.WasBytes));
            Assert.Equal(change.Added.Bytes + change.Changed.Bytes, change.Added.Named.Concat(change.Changed.Named).Sum(entry => entry.IsBytes));
        });

    private static ContentChange Change(ManifestEntry[] held, ManifestEntry[] wanted)
    {
        var (from, to) = (Manifest.Of(held), Manifest.Of(wanted));
        return ContentChange.Between(new("viewer"), Version(from), Version(to), from, to);
    }

    private static HeldVersion Version(Manifest manifest) => new(manifest.Digest, manifest.Digest.Short);
}

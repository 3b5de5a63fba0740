using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Reconciler.Core.Content;

/// <summary>
/// A package version's content: its entries in the byte order of their UTF-8 paths. Two manifests are equal when their
/// <see cref="Digest"/>s are: the SHA-256 of the canonical bytes, which <see cref="ManifestText"/> specifies.
/// </summary>
public sealed class Manifest : IEquatable<Manifest>
{
    private Manifest(ImmutableArray<ManifestEntry> entries)
    {
        Entries = entries;
        SizeBytes = entries.Sum(entry => entry.SizeBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ManifestText.Write(entries, bytes => hash.AppendData(bytes));
        Digest = new Digest(hash.GetHashAndReset());
    }

    /// <summary>That of a source without a file.</summary>
    public static Manifest Empty { get; } = new([]);

    public ImmutableArray<ManifestEntry> Entries { get; }

    public Digest Digest { get; }

    /// <summary>All bytes that a copy from nothing writes.</summary>
    public long SizeBytes { get; }

    public int FileCount => Entries.Count(entry => entry.Kind == EntryKind.File);

    /// <summary>Sorts <paramref name="entries"/>.</summary>
    /// <exception cref="ArgumentException">A path is not <see cref="EntryPath.IsSafe">safe</see>, stands twice, or is a file and also a directory of another.</exception>
    public static Manifest Of(IEnumerable<ManifestEntry> entries)
    {
        var sorted = entries.ToArray();
        if (!IsSorted(sorted))
        {
            var keys = Array.ConvertAll(sorted, entry => Encoding.UTF8.GetBytes(entry.Path));
            Array.Sort(keys, sorted, Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y)));
        }

        RefuseClashes(sorted);
        return new(ImmutableArray.Create(sorted));
    }

    /// <summary>Bytes that must be sent to turn <paramref name="held"/> into this: those of contents that it does not have.</summary>
    public long BytesToReach(Manifest? held)
    {
        if (held is null)
            return SizeBytes;

        var there = held.Entries.Where(entry => entry.Kind == EntryKind.File).Select(entry => entry.Digest).ToHashSet();
        return Entries.Where(entry => entry.Kind != EntryKind.EmptyDirectory && !there.Contains(entry.Digest)).Sum(entry => entry.SizeBytes);
    }

    /// <summary>As what was written by us always is. Only ASCII is believed: there the order of characters is that of bytes.</summary>
    private static bool IsSorted(ManifestEntry[] entries)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            if (!Ascii.IsValid(entries[i].Path) || (i > 0 && string.CompareOrdinal(entries[i - 1].Path, entries[i].Path) > 0))
                return false;
        }

        return true;
    }

    private static void RefuseClashes(ManifestEntry[] sorted)
    {
        var leaves = new HashSet<string>(sorted.Length, StringComparer.Ordinal);
        foreach (var entry in sorted)
        {
            if (!EntryPath.IsSafe(entry.Path))
                throw new ArgumentException($"'{entry.Path}' cannot be a path inside a package");

            if (!leaves.Add(entry.Path))
                throw new ArgumentException($"'{entry.Path}' stands twice in the manifest");
        }

        var spans = leaves.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var entry in sorted)
        {
            for (var slash = entry.Path.LastIndexOf('/'); slash > 0; slash = entry.Path.LastIndexOf('/', slash - 1))
            {
                if (spans.Contains(entry.Path.AsSpan(0, slash)))
                    throw new ArgumentException($"'{entry.Path[..slash]}' is a directory and something else in the manifest");
            }
        }
    }

    public bool Equals(Manifest? other) => other is not null && Digest == other.Digest;

    public override bool Equals(object? obj) => Equals(obj as Manifest);

    public override int GetHashCode() => Digest.GetHashCode();
}

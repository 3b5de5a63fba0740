using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.Forms;

/// <summary>What a complete tree looked like when it was made durable. What still looks so was not touched since.</summary>
/// <param name="mode">Of the tree's own directory.</param>
/// <param name="entries">In the manifest's order. Every directory has an entry, as if it were empty.</param>
internal sealed class Seal(int mode, ImmutableArray<SealedEntry> entries)
{
    private readonly Lazy<Manifest> manifest = new(() => ManifestOf(entries));
    private readonly Lazy<Dictionary<string, SealedEntry>> byPath =
        new(() => entries.ToDictionary(sealedEntry => sealedEntry.Entry.Path, StringComparer.Ordinal));

    public int Mode => mode;

    public ImmutableArray<SealedEntry> Entries => entries;

    public Manifest Manifest => manifest.Value;

    public SealedEntry? Find(string path) => byPath.Value.GetValueOrDefault(path);

    private static Manifest ManifestOf(ImmutableArray<SealedEntry> entries)
    {
        var filled = new HashSet<string>(StringComparer.Ordinal);
        var spans = filled.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var path in entries.Select(sealedEntry => sealedEntry.Entry.Path))
        {
            if (path.LastIndexOf('/') is > 0 and var slash)
                spans.Add(path.AsSpan(0, slash));
        }

        return Manifest.Of(entries
            .Select(sealedEntry => sealedEntry.Entry)
            .Where(entry => entry.Kind != EntryKind.EmptyDirectory || !filled.Contains(entry.Path)));
    }
}

/// <param name="ModifiedNs">Since 1970; 0 for directories, whose times say nothing of their contents.</param>
/// <param name="Inode">0 for directories.</param>
internal sealed record SealedEntry(ManifestEntry Entry, int Mode, long ModifiedNs, ulong Inode)
{
    public static SealedEntry Of(ManifestEntry entry, FileStatus status) =>
        entry.Kind == EntryKind.EmptyDirectory
            ? new(entry, status.Mode, 0, 0)
            : new(entry, status.Mode, status.ModifiedNs, status.Inode);

    /// <summary>A file that nobody touched: its bytes are what they were.</summary>
    public bool IsUntouched(FileStatus status) =>
        status.Kind == FileKind.File
        && status.Inode == Inode
        && status.SizeBytes == Entry.SizeBytes
        && status.ModifiedNs == ModifiedNs
        && status.Mode == Mode;
}

using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Blocks;
using Reconciler.Core.Content;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>
/// Large files of the package that the server holds, as blocks, which those of the new version are put together from. Their blocks come from our own
/// content store where it knows them, or still has the bytes; else from the list that the server keeps, where their sizes fit.
/// </summary>
internal sealed class RemoteBases(RemoteRecords records, IContent content)
{
    // Of one package; more would be looked through for longer than it takes to send them.
    private const int MostFiles = 1024;

    private readonly BlockPool pool = new();
    private readonly List<(RemotePath At, SealedEntry Sealed, bool IsTold)> files = [];
    private readonly HashSet<Digest> known = [];

    /// <summary>By their numbers in ranges. What is told of by the server's own list only may be anything: whoever writes there can write the list as well.</summary>
    public IReadOnlyList<(RemotePath At, SealedEntry Sealed, bool IsTold)> Files => files;

    public static async Task<RemoteBases> OfAsync(RemoteRoot root, RemoteRecords records, StageRequest request, RemoteReuse reuse, IContent content, CancellationToken cancellationToken)
    {
        var bases = new RemoteBases(records, content);
        var paths = request.Manifest.Entries.Where(entry => FileBlocks.Has(entry) && !reuse.Has(entry)).Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        if (paths.Count == 0 || !root.Client.Version.Has(SftpVersion.CopyData))
            return bases;

        foreach (var tree in reuse.Held)
            await bases.AddAsync(tree, paths, cancellationToken);

        return bases;
    }

    /// <returns>Null where nothing of it is there.</returns>
    public (FileBlocks Wanted, ImmutableArray<FileRange> Ranges)? FindRanges(ManifestEntry entry)
    {
        if (pool.IsEmpty || !FileBlocks.Has(entry) || content.CutBlocks(entry.Digest) is not { } wanted)
            return null;

        var ranges = pool.RangesOf(wanted);
        return ranges.Any(range => range.From is not null) ? (wanted, ranges) : null;
    }

    /// <summary>Of the large files of a version, as far as they are known: those that were sent are, the others as the lists of former versions say.</summary>
    public async Task<List<FileBlocks>> BlocksOfAsync(Manifest manifest, RemoteReuse reuse, CancellationToken cancellationToken)
    {
        var found = new List<FileBlocks>();
        var missing = new HashSet<Digest>();
        foreach (var entry in manifest.Entries.Where(FileBlocks.Has).DistinctBy(entry => entry.Digest))
        {
            if ((reuse.Has(entry) ? content.FindBlocks(entry.Digest) : content.CutBlocks(entry.Digest)) is { } blocks)
                found.Add(blocks);
            else
                missing.Add(entry.Digest);
        }

        foreach (var tree in missing.Count == 0 ? [] : reuse.Held)
            found.AddRange((await records.FindBlocksAsync(tree.Digest, cancellationToken)).Where(file => missing.Remove(file.Digest)));

        return found;
    }

    /// <param name="paths">Of the files that are wanted: what stands at the same one is worth being cut for it.</param>
    private async Task AddAsync(HeldTree tree, HashSet<string> paths, CancellationToken cancellationToken)
    {
        var missing = new List<SealedEntry>();
        foreach (var sealedEntry in tree.Seal.Entries.Where(sealedEntry => FileBlocks.Has(sealedEntry.Entry) && !known.Contains(sealedEntry.Entry.Digest)).Take(MostFiles - files.Count))
        {
            var digest = sealedEntry.Entry.Digest;
            if ((content.FindBlocks(digest) ?? (paths.Contains(sealedEntry.Entry.Path) ? content.CutBlocks(digest) : null)) is { } blocks)
                Add(tree, sealedEntry, blocks, isTold: false);
            else
                missing.Add(sealedEntry);
        }

        var told = missing.Count == 0 ? [] : (await records.FindBlocksAsync(tree.Digest, cancellationToken)).ToDictionary(file => file.Digest);
        foreach (var sealedEntry in missing)
        {
            if (told.TryGetValue(sealedEntry.Entry.Digest, out var blocks))
                Add(tree, sealedEntry, blocks, isTold: true);
        }
    }

    private void Add(HeldTree tree, SealedEntry sealedEntry, FileBlocks blocks, bool isTold)
    {
        if (blocks.SizeBytes != sealedEntry.Entry.SizeBytes || !known.Add(blocks.Digest))
            return;

        pool.Add(blocks);
        files.Add((tree.At.Below(sealedEntry.Entry.Path), sealedEntry, isTold));
    }
}

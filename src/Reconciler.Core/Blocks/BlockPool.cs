using System.Collections.Immutable;

namespace Reconciler.Core.Blocks;

/// <summary>Files that are somewhere already, as their blocks, and what of another file can be put together from them.</summary>
public sealed class BlockPool
{
    private readonly List<FileBlocks> files = [];
    private readonly Dictionary<Block, (int File, int Number, long At)> places = [];

    public bool IsEmpty => files.Count == 0;

    /// <returns>Its number.</returns>
    public int Add(FileBlocks file)
    {
        var at = 0L;
        for (var number = 0; number < file.Blocks.Length; number++)
        {
            places.TryAdd(file.Blocks[number], (files.Count, number, at));
            at += file.Blocks[number].SizeBytes;
        }

        files.Add(file);
        return files.Count - 1;
    }

    /// <summary>All of the file's bytes, in order, as few and as long ranges as the blocks allow.</summary>
    public ImmutableArray<FileRange> RangesOf(FileBlocks wanted)
    {
        var ranges = ImmutableArray.CreateBuilder<FileRange>();
        var at = 0L;
        (int File, int Number, long At)? former = null;
        foreach (var block in wanted.Blocks)
        {
            former = Following(former, block) ?? (places.TryGetValue(block, out var found) ? found : null);
            Add(ranges, new(at, block.SizeBytes, former is { } from ? new(from.File, from.At) : null));
            at += block.SizeBytes;
        }

        return ranges.DrainToImmutable();
    }

    /// <summary>The same bytes may stand in many places: the one behind the last lets both be copied at once.</summary>
    private (int File, int Number, long At)? Following((int File, int Number, long At)? former, Block block) =>
        former is var (file, number, at) && number + 1 < files[file].Blocks.Length && files[file].Blocks[number + 1] == block
            ? (file, number + 1, at + files[file].Blocks[number].SizeBytes)
            : null;

    private static void Add(ImmutableArray<FileRange>.Builder ranges, FileRange next)
    {
        if (ranges is [.., var last] && Continues(last, next))
            ranges[^1] = last with { SizeBytes = last.SizeBytes + next.SizeBytes };
        else
            ranges.Add(next);
    }

    private static bool Continues(FileRange last, FileRange next) => (last.From, next.From) switch
    {
        (null, null) => true,
        ({ } from, { } to) => from.File == to.File && from.At + last.SizeBytes == to.At,
        _ => false,
    };
}

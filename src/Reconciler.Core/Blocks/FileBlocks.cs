using System.Collections.Immutable;
using Reconciler.Core.Content;

namespace Reconciler.Core.Blocks;

/// <summary>A large file as its blocks, in their order.</summary>
/// <param name="Digest">Of the whole.</param>
public sealed record FileBlocks(Digest Digest, ImmutableArray<Block> Blocks)
{
    /// <summary>What is smaller is sent whole: a block more or less would not pay for the questions.</summary>
    public const long LeastBytes = 1 << 20;

    public long SizeBytes { get; } = Blocks.Sum(block => (long)block.SizeBytes);

    /// <summary>Whether a file is worth being cut.</summary>
    public static bool Has(ManifestEntry entry) => entry.Kind == EntryKind.File && entry.SizeBytes >= LeastBytes;

    /// <summary>Bytes that are in none of <paramref name="held"/>: what must be sent to whoever has these.</summary>
    public long BytesToReach(IEnumerable<FileBlocks> held)
    {
        var there = held.SelectMany(file => file.Blocks).ToHashSet();
        return Blocks.Where(block => !there.Contains(block)).Sum(block => (long)block.SizeBytes);
    }

    public bool Equals(FileBlocks? other) => other is not null && Digest == other.Digest && Blocks.SequenceEqual(other.Blocks);

    public override int GetHashCode() => Digest.GetHashCode();
}

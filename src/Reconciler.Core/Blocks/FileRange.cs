namespace Reconciler.Core.Blocks;

/// <summary>Some bytes of a file that is put together, from where they come.</summary>
/// <param name="At">In the new file.</param>
/// <param name="From">Null: they must be sent.</param>
public sealed record FileRange(long At, long SizeBytes, RangeSource? From)
{
    public long End => At + SizeBytes;
}

/// <param name="File">Its number among the files that are there.</param>
public readonly record struct RangeSource(int File, long At);

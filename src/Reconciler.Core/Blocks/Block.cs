using Reconciler.Core.Content;

namespace Reconciler.Core.Blocks;

/// <summary>A part of a large file, cut where the bytes themselves say: what is inserted before it does not change it.</summary>
public readonly record struct Block(int SizeBytes, Digest Digest)
{
    /// <summary>Only the last of a file may be smaller.</summary>
    public const int LeastBytes = 64 << 10;

    /// <summary>About as long blocks are on average.</summary>
    public const int UsualBytes = 256 << 10;

    public const int MostBytes = 1 << 20;
}

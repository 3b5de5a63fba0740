using System.Collections.Immutable;
using System.Security.Cryptography;
using Reconciler.Core.Content;

namespace Reconciler.Core.Blocks;

/// <summary>
/// Cuts a file into blocks, in whatever portions its bytes come. Format 1, which never changes: a number is 0 where a block begins, and from its
/// 64th last byte before <see cref="Block.LeastBytes"/> on each byte makes it <c>2 * number + GearTable[byte]</c>, modulo 2^64. The block ends behind
/// the byte, not before <see cref="Block.LeastBytes"/>, that leaves the upper 20 bits 0, from <see cref="Block.UsualBytes"/> on the upper 16; else
/// at <see cref="Block.MostBytes"/>, or with the file.
/// </summary>
/// <remarks>Eight bytes shift out in 64 steps, so that a cut depends on the 64 bytes before it alone; bytes that cannot matter are not looked at.</remarks>
public sealed class BlockCutter : IDisposable
{
    private const int WindowBytes = 64;
    private const int StrictShift = 64 - 20;
    private const int EasyShift = 64 - 16;

    private static readonly ulong[] gear = GearTable.Numbers;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ImmutableArray<Block>.Builder blocks = ImmutableArray.CreateBuilder<Block>();
    private ulong number;
    private int length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Take(bytes, out var ends);
            hash.AppendData(bytes[..count]);
            length += count;
            if (ends)
                End();

            bytes = bytes[count..];
        }
    }

    /// <summary>Of all that was appended, in its order; afterwards another file may begin.</summary>
    public ImmutableArray<Block> Complete()
    {
        if (length > 0)
            End();

        return blocks.DrainToImmutable();
    }

    public void Dispose() => hash.Dispose();

    private void End()
    {
        Span<byte> digest = stackalloc byte[Digest.SizeBytes];
        hash.GetHashAndReset(digest);
        blocks.Add(new(length, new(digest)));
        (length, number) = (0, 0);
    }

    /// <returns>How many bytes belong to the block that is being cut.</returns>
    private int Take(ReadOnlySpan<byte> bytes, out bool ends)
    {
        var at = Math.Min(bytes.Length, Math.Max(0, Block.LeastBytes - WindowBytes - length));
        at = Roll(bytes, at, Block.LeastBytes - 1);
        ends = FindEnd(bytes, ref at, Block.UsualBytes - 1, StrictShift) || FindEnd(bytes, ref at, Block.MostBytes, EasyShift) || length + at == Block.MostBytes;
        return at;
    }

    /// <summary>Without looking for an end: up to so many bytes of the block, as far as they are there.</summary>
    private int Roll(ReadOnlySpan<byte> bytes, int at, int until)
    {
        var end = Math.Min(bytes.Length, until - length);
        for (; at < end; at++)
            number = (number << 1) + gear[bytes[at]];

        return at;
    }

    private bool FindEnd(ReadOnlySpan<byte> bytes, ref int at, int until, int shift)
    {
        var rolled = number;
        var end = Math.Min(bytes.Length, until - length);
        for (var i = at; i < end; i++)
        {
            rolled = (rolled << 1) + gear[bytes[i]];
            if (rolled >> shift != 0)
                continue;

            at = i + 1;
            return true;
        }

        at = Math.Max(at, end);
        number = rolled;
        return false;
    }
}

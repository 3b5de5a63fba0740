namespace Reconciler.Adapters.Archives;

/// <summary>How a tar begins. Its mark is younger than the format, but every header has a sum of its own bytes.</summary>
internal static class TarHeader
{
    internal const int BlockBytes = 512;

    private const int SumOffset = 148;
    private const int SumBytes = 8;

    /// <summary>A header, or the zeros that end an empty tar.</summary>
    internal static bool IsFirstOf(Stream stream)
    {
        var block = new byte[BlockBytes];
        try
        {
            if (stream.ReadAtLeast(block, BlockBytes, throwOnEndOfStream: false) < BlockBytes)
                return false;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ZstdSharp.ZstdException)
        {
            throw new ArchiveException("its compressed data are damaged or cut off", e);
        }

        return !block.AsSpan().ContainsAnyExcept((byte)0) || HasRightSum(block);
    }

    /// <summary>The sum counts itself as blanks.</summary>
    private static bool HasRightSum(ReadOnlySpan<byte> block)
    {
        var sum = SumBytes * (int)' ';
        foreach (var octet in block[..SumOffset])
            sum += octet;
        foreach (var octet in block[(SumOffset + SumBytes)..])
            sum += octet;

        var declared = 0;
        foreach (var digit in block.Slice(SumOffset, SumBytes).TrimStart((byte)' '))
        {
            if (digit is < (byte)'0' or > (byte)'7')
                break;
            declared = (declared * 8) + (digit - '0');
        }

        return declared == sum;
    }
}

using Reconciler.Adapters.Streams;

namespace Reconciler.Adapters.Archives;

/// <summary>What comes out of a decompressor: counted on its way, with every error in the archive's words.</summary>
/// <param name="longestRead">
/// More bytes at once nobody asks for but a reader that was told to expect an attribute of such a size, and has set as much memory aside.
/// </param>
internal sealed class CountedStream(Stream inner, ArchiveMeter meter, int longestRead = int.MaxValue) : ReadOnlyStream
{
    /// <summary>How many of the newest bytes are 0, without a break.</summary>
    internal long TrailingZeros { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length > longestRead)
            throw new ArchiveException($"it has a name or an attribute of more than {longestRead} bytes");

        var count = Fill(buffer);
        meter.CountBytes(count);
        var last = buffer[..count].LastIndexOfAnyExcept((byte)0);
        TrailingZeros = last < 0 ? TrailingZeros + count : count - 1 - last;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Fill(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ZstdSharp.ZstdException)
        {
            throw new ArchiveException("its compressed data are damaged or cut off", e);
        }
    }
}

using System.Buffers.Binary;

namespace Reconciler.Adapters.Archives;

/// <summary>
/// Counts what a zip's directory lists, before .NET's reader takes all of it into memory: that goes on as long as there are entries, whatever
/// number the zip declares. Whether they are right is for that reader to say.
/// </summary>
/// <remarks>APPNOTE.TXT 6.3.10, sections 4.3.12, 4.3.14, 4.3.15 and 4.3.16.</remarks>
internal static class ZipDirectory
{
    private const int EndBytes = 22;
    private const int LongestComment = 0xFFFF;
    private const int LocatorBytes = 20;
    private const int EntryBytes = 46;

    /// <returns>0 where there is no directory to be found.</returns>
    internal static long CountEntries(Stream file)
    {
        if (StartOf(file) is not { } position || position < 0 || position > file.Length)
            return 0;

        var count = 0L;
        file.Position = position;
        using var buffered = new BufferedStream(new LeftOpenStream(file), 1 << 16);
        Span<byte> entry = stackalloc byte[EntryBytes];
        while (buffered.ReadAtLeast(entry, EntryBytes, throwOnEndOfStream: false) == EntryBytes && entry.StartsWith("PK\x01\x02"u8))
        {
            count++;
            Skip(buffered, UInt16(entry, 28) + UInt16(entry, 30) + UInt16(entry, 32));
        }

        return count;
    }

    /// <returns>Where the directory begins; null without a mark of its end.</returns>
    private static long? StartOf(Stream file)
    {
        var tail = new byte[Math.Min(file.Length, EndBytes + LongestComment + LocatorBytes)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);

        var end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || tail.Length - end < EndBytes)
            return null;

        var start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        return start != uint.MaxValue ? start : LargeStartOf(file, tail.AsSpan(0, end));
    }

    private static long? LargeStartOf(Stream file, ReadOnlySpan<byte> beforeEnd)
    {
        if (beforeEnd.Length < LocatorBytes || !beforeEnd[^LocatorBytes..].StartsWith("PK\x06\x07"u8))
            return null;

        var place = BinaryPrimitives.ReadInt64LittleEndian(beforeEnd[^LocatorBytes..][8..]);
        if (place < 0 || place > file.Length - 56)
            return null;

        Span<byte> record = stackalloc byte[56];
        file.Position = place;
        file.ReadExactly(record);
        return BinaryPrimitives.ReadInt64LittleEndian(record[48..]);
    }

    private static int UInt16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static void Skip(Stream stream, int count)
    {
        Span<byte> skipped = stackalloc byte[512];
        while (count > 0 && stream.Read(skipped[..Math.Min(count, skipped.Length)]) is > 0 and var read)
            count -= read;
    }
}

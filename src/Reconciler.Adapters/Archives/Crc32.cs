namespace Reconciler.Adapters.Archives;

/// <summary>The checksum of zip (ISO 3309, polynomial 0xEDB88320 reflected), which .NET's reader does not compare.</summary>
internal sealed class Crc32
{
    private static readonly uint[] table = [.. Enumerable.Range(0, 256).Select(Entry)];

    private uint state = uint.MaxValue;

    internal uint Value => ~state;

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = state;
        foreach (var octet in bytes)
            crc = table[(byte)(crc ^ octet)] ^ (crc >> 8);
        state = crc;
    }

    private static uint Entry(int octet)
    {
        var crc = (uint)octet;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        return crc;
    }
}

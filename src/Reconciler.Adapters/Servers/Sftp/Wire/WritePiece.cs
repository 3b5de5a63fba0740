using System.Buffers;
using System.Buffers.Binary;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>A request to write that is filled where it stands, so that large files are not copied within this process.</summary>
internal readonly struct WritePiece
{
    // Length, type and number; then the handle as a text, the place in the file, and the length of what is written.
    private const int NumberAt = 5;
    private const int BeforeHandle = 9;
    private const int AroundHandle = BeforeHandle + sizeof(uint) + sizeof(ulong) + sizeof(uint);

    private readonly byte[] packet;
    private readonly int headerBytes;

    /// <param name="mostBytes">The room that is needed.</param>
    public WritePiece(ReadOnlySpan<byte> handle, int mostBytes)
    {
        headerBytes = AroundHandle + handle.Length;
        packet = ArrayPool<byte>.Shared.Rent(headerBytes + mostBytes);
        packet[4] = (byte)PacketType.Write;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(BeforeHandle), (uint)handle.Length);
        handle.CopyTo(packet.AsSpan(BeforeHandle + sizeof(uint)));
        Room = packet.AsMemory(headerBytes, mostBytes);
    }

    /// <summary>For the bytes.</summary>
    public Memory<byte> Room { get; }

    public byte[] Rented => packet;

    /// <returns>The packet, whole.</returns>
    public ReadOnlyMemory<byte> End(uint number, long at, int count)
    {
        var place = packet.AsSpan(headerBytes - sizeof(uint) - sizeof(ulong));
        BinaryPrimitives.WriteUInt32BigEndian(packet, (uint)(headerBytes + count - sizeof(uint)));
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(NumberAt), number);
        BinaryPrimitives.WriteInt64BigEndian(place, at);
        BinaryPrimitives.WriteUInt32BigEndian(place[sizeof(ulong)..], (uint)count);
        return packet.AsMemory(0, headerBytes + count);
    }
}

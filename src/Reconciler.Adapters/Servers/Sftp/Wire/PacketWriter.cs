using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>Builds one packet: its length, its type, a number, and what follows, all numbers with the highest byte first.</summary>
internal sealed class PacketWriter
{
    private const int NumberAt = 5;

    private readonly ArrayBufferWriter<byte> bytes = new();

    public PacketWriter(PacketType type)
    {
        // The length, written when it is known.
        Number(0);
        Byte((byte)type);
    }

    /// <summary>A request, whose number is written when it is sent.</summary>
    public static PacketWriter Request(PacketType type) => new PacketWriter(type).Number(0);

    /// <summary>A request that is an extension of the protocol.</summary>
    public static PacketWriter Extended(string name) => Request(PacketType.Extended).Text(Encoding.ASCII.GetBytes(name));

    public PacketWriter Byte(byte value)
    {
        bytes.Write([value]);
        return this;
    }

    public PacketWriter Number(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes.GetSpan(sizeof(uint)), value);
        bytes.Advance(sizeof(uint));
        return this;
    }

    public PacketWriter LongNumber(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes.GetSpan(sizeof(ulong)), value);
        bytes.Advance(sizeof(ulong));
        return this;
    }

    /// <summary>Its length, then it.</summary>
    public PacketWriter Text(ReadOnlySpan<byte> text)
    {
        Number((uint)text.Length);
        bytes.Write(text);
        return this;
    }

    public PacketWriter Path(RemotePath path) => Text(path.Bytes);

    public PacketWriter Attributes(SftpAttributes attributes)
    {
        attributes.Write(this);
        return this;
    }

    /// <returns>The packet, whole.</returns>
    /// <param name="number">Null for a packet that has none.</param>
    public ReadOnlyMemory<byte> End(uint? number)
    {
        var packet = bytes.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(packet, (uint)packet.Length - sizeof(uint));
        if (number is { } id)
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(NumberAt), id);

        return packet;
    }
}

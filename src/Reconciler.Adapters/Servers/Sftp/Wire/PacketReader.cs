using System.Buffers.Binary;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>Takes a packet apart. Whoever sent it is not trusted: what it says of lengths is held against its end.</summary>
internal ref struct PacketReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> left = bytes;

    public readonly bool IsAtEnd => left.IsEmpty;

    public uint Number() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));

    public ulong LongNumber() => BinaryPrimitives.ReadUInt64BigEndian(Take(sizeof(ulong)));

    /// <summary>A length, then so many bytes.</summary>
    public ReadOnlySpan<byte> Text()
    {
        var length = Number();
        return length <= left.Length ? Take((int)length) : throw new SftpProtocolException("a text that is longer than its packet");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > left.Length)
            throw new SftpProtocolException("a packet that ends too early");

        var taken = left[..count];
        left = left[count..];
        return taken;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Reconciler.Core.Blocks;

/// <summary>A number for each value of a byte. Anybody can make them: the first eight bytes, highest first, of the SHA-256 of <c>reconciler-blocks 1 N</c>, N in decimal.</summary>
internal static class GearTable
{
    internal static ulong[] Numbers { get; } = [.. Enumerable.Range(0, 256).Select(NumberOf)];

    private static ulong NumberOf(int value) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes($"reconciler-blocks 1 {value}")));
}

using System.Buffers;
using System.Security.Cryptography;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Content;

/// <summary>What storing bytes would call them, without storing them.</summary>
internal static class ContentHash
{
    private const int BufferBytes = 256 * 1024;

    /// <param name="bytes">Read to its end, once.</param>
    internal static ContentId Of(Stream bytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            return Of(bytes, buffer, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ContentId Of(Stream bytes, byte[] buffer, CancellationToken cancellationToken)
    {
        var count = bytes.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (count < buffer.Length)
            return new(Digest.Of(buffer.AsSpan(0, count)), count);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        for (; count > 0; count = bytes.Read(buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            size += count;
        }

        return new(new Digest(hash.GetHashAndReset()), size);
    }
}

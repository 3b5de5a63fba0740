using System.Buffers;
using System.Security.Cryptography;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.Directory;

internal static class FileHash
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Of the bytes from where <paramref name="file"/> stands to its end.</summary>
    public static Digest Of(FileHandle file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, file, cancellationToken);
        return new(hash.GetHashAndReset());
    }

    public static void Append(IncrementalHash hash, FileHandle file, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            while (file.Read(buffer) is > 0 and var read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

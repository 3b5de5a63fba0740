using System.Buffers;
using System.Security.Cryptography;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Downloads;

/// <summary>What has arrived of a download so far, hashed byte for byte.</summary>
/// <param name="into">Where the bytes go; at its end, and left open.</param>
/// <param name="began">Told of each beginning anew, before its first byte.</param>
internal sealed class ArrivingBytes(Stream into, Action<EntityVersion>? began = null) : IDisposable
{
    private const int BufferBytes = 256 * 1024;

    private IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal long Count { get; private set; }

    internal EntityVersion Version { get; private set; } = EntityVersion.Unknown;

    /// <summary>Whether parts of several answers were put together: they may not fit.</summary>
    internal bool IsPatched { get; private set; }

    internal Digest Digest => new(hash.GetCurrentHash());

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        into.Write(bytes);
        hash.AppendData(bytes);
        Count += bytes.Length;
    }

    /// <summary>What comes now continues what there is.</summary>
    internal void Continue() => IsPatched |= Count > 0;

    /// <summary>What there is counts for nothing.</summary>
    internal void BeginAnew(EntityVersion version)
    {
        if (into.CanSeek)
            into.SetLength(0);
        hash.Dispose();
        hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Count = 0;
        IsPatched = false;
        Version = version;
        began?.Invoke(version);
    }

    /// <summary>Takes up what an earlier process left in the stream.</summary>
    internal void TakeUp(EntityVersion version, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            into.Position = 0;
            for (var count = into.Read(buffer); count > 0; count = into.Read(buffer))
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, count);
                Count += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        Version = version;
    }

    public void Dispose() => hash.Dispose();
}

using System.Buffers;
using System.Security.Cryptography;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;
using Reconciler.Engine.Contents;
using Barrier = Reconciler.Adapters.Linux.Barrier;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Copies bytes from the content store and hashes them on the way, so that nothing is believed that was not seen.</summary>
internal sealed class FileCopy(IContent content, Barrier barrier, IProgress<long> progress) : IDisposable
{
    private const int ChunkBytes = 1 << 20;
    private const int KernelChunkBytes = 8 << 20;
    private const int PreallocatedBytes = 64 << 10;

    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>From the store, so far.</summary>
    public long SentBytes { get; private set; }

    /// <summary>Continues <paramref name="file"/>: what it has is read, the rest is written behind it.</summary>
    /// <param name="lengthBytes">Of the file, at most the entry's.</param>
    /// <returns>False when the whole is not what the entry says: what the file had was damaged, or what came was.</returns>
    public bool TryContinue(FileHandle file, long lengthBytes, ManifestEntry entry, CancellationToken cancellationToken)
    {
        if (lengthBytes > 0)
            FileHash.Append(hash, file, cancellationToken);

        if (entry.SizeBytes > PreallocatedBytes && lengthBytes < entry.SizeBytes)
            file.Preallocate(entry.SizeBytes);

        if (lengthBytes == 0 && entry.SizeBytes > 0 && TryCopyKnown(file, entry, cancellationToken))
            return true;

        var written = lengthBytes;
        if (written < entry.SizeBytes)
        {
            using var source = OpenAt(entry.Digest, written);
            while (written < entry.SizeBytes && ReadChunk(source, entry.Digest, entry.SizeBytes - written) is > 0 and var read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                file.Write(buffer.AsSpan(0, read));
                barrier.Grow(file.Handle, file.Path, read);
                written += read;
            }
        }

        return IsRight(entry);
    }

    /// <summary>What this process has hashed already need not pass through it again.</summary>
    /// <returns>False: nothing is lost, the same bytes are to be written from the beginning, by calls that tell whose trouble it was.</returns>
    private bool TryCopyKnown(FileHandle file, ManifestEntry entry, CancellationToken cancellationToken)
    {
        using var known = content.FindFile(entry.Digest);
        if (known is null)
            return false;

        for (var written = 0L; written < entry.SizeBytes;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = file.CopyFrom(known, written, Math.Min(KernelChunkBytes, entry.SizeBytes - written));
            if (count <= 0)
                return false;

            barrier.Grow(file.Handle, file.Path, count);
            progress.Report(count);
            written += count;
        }

        SentBytes += entry.SizeBytes;
        return true;
    }

    /// <summary>Copies a file that the server has. Nothing of it counts as sent.</summary>
    /// <returns>False when it is not what the entry says.</returns>
    public bool TryCopy(FileHandle from, FileHandle to, ManifestEntry entry, CancellationToken cancellationToken)
    {
        if (entry.SizeBytes > PreallocatedBytes)
            to.Preallocate(entry.SizeBytes);

        while (from.Read(buffer) is > 0 and var read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            to.Write(buffer.AsSpan(0, read));
            barrier.Grow(to.Handle, to.Path, read);
        }

        return IsRight(entry);
    }

    /// <exception cref="ContentMissingException">Also when the bytes are not what the entry says.</exception>
    public byte[] LinkTarget(ManifestEntry entry)
    {
        using var source = OpenAt(entry.Digest, 0);
        var target = new List<byte>();
        while (target.Count < entry.SizeBytes && ReadChunk(source, entry.Digest, entry.SizeBytes - target.Count) is > 0 and var read)
            target.AddRange(buffer.AsSpan(0, read));

        return IsRight(entry) ? [.. target] : throw Damaged(entry);
    }

    public static ContentMissingException Damaged(ManifestEntry entry) =>
        new(entry.Digest, $"the content store's bytes for '{entry.Path}' are damaged: they are not {entry.Digest}");

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        hash.Dispose();
    }

    private int ReadChunk(Stream source, Digest digest, long left)
    {
        var read = Reading(digest, () => source.Read(buffer, 0, (int)Math.Min(buffer.Length, left)));
        hash.AppendData(buffer, 0, read);
        SentBytes += read;
        if (read > 0)
            progress.Report(read);

        return read;
    }

    private bool IsRight(ManifestEntry entry) => new Digest(hash.GetHashAndReset()) == entry.Digest;

    private Stream OpenAt(Digest digest, long position)
    {
        var source = content.OpenRead(digest);
        Reading(digest, () => source.CanSeek ? source.Position = position : Skip(source, position));
        return source;
    }

    private long Skip(Stream source, long bytes)
    {
        var left = bytes;
        while (left > 0 && source.Read(buffer, 0, (int)Math.Min(buffer.Length, left)) is > 0 and var read)
            left -= read;

        return bytes - left;
    }

    /// <summary>The store's own trouble must not look like the server's.</summary>
    private static T Reading<T>(Digest digest, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (IOException e)
        {
            throw new ContentMissingException(digest, $"cannot read {digest} from the content store: {e.Message}", e);
        }
    }
}

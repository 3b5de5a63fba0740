using System.Security.Cryptography;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Blocks;
using Reconciler.Core.Content;
using Reconciler.Engine.Contents;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Sends bytes from the content store and hashes them on the way, so that nothing is believed that was not seen.</summary>
internal sealed class RemoteCopy(IContent content, IProgress<long> progress)
{
    private const int SkippedAtOnce = 64 << 10;

    private long sentBytes;

    private delegate void Taking(ReadOnlySpan<byte> bytes);

    /// <summary>From the store, so far.</summary>
    public long SentBytes => Interlocked.Read(ref sentBytes);

    /// <summary>Sends what is behind <paramref name="from"/>; what is before it was read back into <paramref name="hash"/>.</summary>
    /// <returns>False when the whole is not what the entry says. What was sent is on its way then, or there.</returns>
    public async Task<bool> SendAsync(SftpHandle file, long from, IncrementalHash hash, ManifestEntry entry, CancellationToken cancellationToken)
    {
        using var cutter = from == 0 && FileBlocks.Has(entry) && content.FindBlocks(entry.Digest) is null ? new BlockCutter() : null;
        if (from < entry.SizeBytes)
        {
            await using var source = OpenAt(entry.Digest, from);
            await SendAsync(file, source, entry, from, entry.SizeBytes - from, bytes =>
            {
                hash.AppendData(bytes);
                cutter?.Append(bytes);
            }, cancellationToken);
        }

        if (new Digest(hash.GetHashAndReset()) != entry.Digest)
            return false;

        if (cutter is not null)
            content.KeepBlocks(new(entry.Digest, cutter.Complete()));

        return true;
    }

    /// <summary>Sends some blocks of a file; each is held against its digest.</summary>
    /// <exception cref="ContentMissingException">Also when the bytes are not what the blocks say.</exception>
    public async Task SendRangeAsync(SftpHandle file, ManifestEntry entry, FileBlocks blocks, FileRange range, CancellationToken cancellationToken)
    {
        await using var source = OpenAt(entry.Digest, range.At);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var at = 0L;
        foreach (var block in blocks.Blocks)
        {
            if (at >= range.At && at < range.End)
            {
                await SendAsync(file, source, entry, at, block.SizeBytes, bytes => hash.AppendData(bytes), cancellationToken);
                if (new Digest(hash.GetHashAndReset()) != block.Digest)
                    throw Damaged(entry);
            }

            at += block.SizeBytes;
        }
    }

    /// <exception cref="ContentMissingException">Also when the bytes are not what the entry says.</exception>
    public byte[] LinkTarget(ManifestEntry entry)
    {
        using var source = OpenAt(entry.Digest, 0);
        var target = new byte[entry.SizeBytes];
        var count = ReadInto(target, source, entry);
        Interlocked.Add(ref sentBytes, count);
        progress.Report(count);
        return Digest.Of(target.AsSpan(0, count)) == entry.Digest ? target : throw Damaged(entry);
    }

    public static ContentMissingException Damaged(ManifestEntry entry) =>
        new(entry.Digest, $"the content store's bytes for '{entry.Path}' are damaged: they are not {entry.Digest}");

    /// <summary>As many bytes as there are, up to so many.</summary>
    private async Task SendAsync(SftpHandle file, Stream source, ManifestEntry entry, long from, long lengthBytes, Taking take, CancellationToken cancellationToken)
    {
        for (var at = from; at < from + lengthBytes;)
        {
            var piece = file.Piece(from + lengthBytes - at);
            var count = ReadInto(piece.Room, source, entry);
            if (count == 0)
                break;

            take(piece.Room.Span[..count]);
            await file.WriteAsync(at, piece, count, cancellationToken);
            at += count;
            Interlocked.Add(ref sentBytes, count);
            progress.Report(count);
        }
    }

    private static int ReadInto(Memory<byte> room, Stream source, ManifestEntry entry) =>
        Reading(entry.Digest, () => source.ReadAtLeast(room.Span, room.Length, throwOnEndOfStream: false));

    private Stream OpenAt(Digest digest, long position)
    {
        var source = content.OpenRead(digest);
        var left = position;
        if (source.CanSeek)
            source.Position = position;

        var skipped = new byte[SkippedAtOnce];
        while (!source.CanSeek && left > 0 && Reading(digest, () => source.Read(skipped, 0, (int)Math.Min(skipped.Length, left))) is > 0 and var read)
            left -= read;

        return source;
    }

    /// <summary>The store's own trouble must not look like the server's.</summary>
    private static int Reading(Digest digest, Func<int> read)
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

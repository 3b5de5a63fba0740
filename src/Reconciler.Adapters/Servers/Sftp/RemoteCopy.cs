using System.Security.Cryptography;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Content;
using Reconciler.Engine.Contents;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Sends bytes from the content store and hashes them on the way, so that nothing is believed that was not seen.</summary>
internal sealed class RemoteCopy(IContent content, IProgress<long> progress)
{
    private long sentBytes;

    /// <summary>From the store, so far.</summary>
    public long SentBytes => Interlocked.Read(ref sentBytes);

    /// <summary>Sends what is behind <paramref name="from"/>; what is before it was read back into <paramref name="hash"/>.</summary>
    /// <returns>False when the whole is not what the entry says. What was sent is on its way then, or there.</returns>
    public async Task<bool> SendAsync(SftpHandle file, long from, IncrementalHash hash, ManifestEntry entry, CancellationToken cancellationToken)
    {
        var at = from;
        if (at < entry.SizeBytes)
        {
            await using var source = OpenAt(entry.Digest, at);
            while (at < entry.SizeBytes)
            {
                var piece = Piece(source, entry, entry.SizeBytes - at);
                if (piece.Length == 0)
                    break;

                hash.AppendData(piece.Span);
                await file.WriteAsync(at, piece, cancellationToken);
                at += piece.Length;
                Interlocked.Add(ref sentBytes, piece.Length);
                progress.Report(piece.Length);
            }
        }

        return new Digest(hash.GetHashAndReset()) == entry.Digest;
    }

    /// <exception cref="ContentMissingException">Also when the bytes are not what the entry says.</exception>
    public byte[] LinkTarget(ManifestEntry entry)
    {
        using var source = OpenAt(entry.Digest, 0);
        var target = new List<byte>();
        while (Piece(source, entry, entry.SizeBytes - target.Count) is { Length: > 0 } piece)
            target.AddRange(piece.Span);

        Interlocked.Add(ref sentBytes, target.Count);
        progress.Report(target.Count);
        return Digest.Of([.. target]) == entry.Digest ? [.. target] : throw Damaged(entry);
    }

    public static ContentMissingException Damaged(ManifestEntry entry) =>
        new(entry.Digest, $"the content store's bytes for '{entry.Path}' are damaged: they are not {entry.Digest}");

    private static ReadOnlyMemory<byte> Piece(Stream source, ManifestEntry entry, long most)
    {
        var piece = new byte[Math.Min(SftpHandle.PieceBytes, most)];
        return piece.AsMemory(0, Reading(entry.Digest, () => source.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false)));
    }

    private Stream OpenAt(Digest digest, long position)
    {
        var source = content.OpenRead(digest);
        var left = position;
        if (source.CanSeek)
            source.Position = position;

        var skipped = new byte[SftpHandle.PieceBytes];
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

using Reconciler.Core.Content;
using Reconciler.Engine.Contents;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Bytes from the content store on their way to a bucket.</summary>
internal sealed class ObjectSource(IContent content, IProgress<long> progress)
{
    private long sentBytes;

    /// <summary>From the store, so far.</summary>
    public long SentBytes => Interlocked.Read(ref sentBytes);

    public Stream Open(ManifestEntry entry) => content.OpenRead(entry.Digest);

    public void Sent(long bytes)
    {
        Interlocked.Add(ref sentBytes, bytes);
        lock (progress)
            progress.Report(bytes);
    }

    /// <summary>The store's own trouble must not look like the server's.</summary>
    public static async Task<int> ReadAsync(Stream source, Memory<byte> buffer, ManifestEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (IOException e)
        {
            throw new ContentMissingException(entry.Digest, $"cannot read {entry.Digest} from the content store: {e.Message}", e);
        }
    }

    /// <exception cref="ContentMissingException">Also when the bytes are not what the entry says.</exception>
    public async Task ReadWholeAsync(ManifestEntry entry, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await using var source = Open(entry);
        if (await ReadAsync(source, buffer, entry, cancellationToken) != buffer.Length || Digest.Of(buffer.Span) != entry.Digest)
            throw Damaged(entry);
    }

    public static ContentMissingException Damaged(ManifestEntry entry) =>
        new(entry.Digest, $"the content store's bytes for '{entry.Path}' are damaged: they are not {entry.Digest}");
}

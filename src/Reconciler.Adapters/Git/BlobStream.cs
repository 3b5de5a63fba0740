using LibGit2Sharp;

namespace Reconciler.Adapters.Git;

/// <summary>
/// A blob's bytes. libgit2 holds a whole blob in memory while it is read, so only one large blob is open at a time; the small ones are bounded
/// by the number of readers.
/// </summary>
internal sealed class BlobStream : Stream
{
    private const long LargeBytes = 16 * 1024 * 1024;

    private static readonly SemaphoreSlim largeBlob = new(1, 1);

    private readonly RepositoryPool.Loan loan;
    private readonly bool isLarge;
    private Stream? content;

    /// <param name="loan">Given back when the stream is closed.</param>
    /// <exception cref="LibGit2SharpException">There is no such blob; the loan stays the caller's.</exception>
    internal BlobStream(RepositoryPool.Loan loan, string id)
    {
        this.loan = loan;
        var blob = loan.Repository.Get<Blob>(id);
        isLarge = blob.Size > LargeBytes;
        if (isLarge)
            largeBlob.Wait();

        try
        {
            content = blob.GetContentStream();
        }
        catch
        {
            if (isLarge)
                largeBlob.Release();
            throw;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => Content.Length;

    public override long Position
    {
        get => Content.Position;
        set => throw new NotSupportedException();
    }

    private Stream Content => content ?? throw new ObjectDisposedException(nameof(BlobStream));

    public override int Read(byte[] buffer, int offset, int count) => Content.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => Content.Read(buffer);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && content is not null)
        {
            content.Dispose();
            content = null;
            if (isLarge)
                largeBlob.Release();
            loan.Dispose();
        }

        base.Dispose(disposing);
    }
}

using LibGit2Sharp;
using Reconciler.Adapters.Streams;

namespace Reconciler.Adapters.Git;

/// <summary>The bytes of a small blob. libgit2 holds all of it in memory until the stream is closed.</summary>
internal sealed class BlobStream : ReadOnlyStream
{
    private readonly Action closed;
    private Stream? content;

    /// <param name="closed">Called once, when nothing of it is in memory any more.</param>
    /// <exception cref="LibGit2SharpException">There is no such blob; nothing is called.</exception>
    internal BlobStream(Repository repository, string id, Action closed)
    {
        content = repository.Get<Blob>(id).GetContentStream();
        this.closed = closed;
    }

    public override long Length => Content.Length;

    public override long Position
    {
        get => Content.Position;
        set => throw new NotSupportedException();
    }

    private Stream Content => content ?? throw new ObjectDisposedException(nameof(BlobStream));

    public override int Read(Span<byte> buffer) => Content.Read(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing && content is not null)
        {
            content.Dispose();
            content = null;
            closed();
        }

        base.Dispose(disposing);
    }
}

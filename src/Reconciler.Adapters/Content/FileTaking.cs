using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>Takes the bytes of one file of a source, unless they are only what Git LFS left in its place.</summary>
/// <param name="take">What becomes of bytes.</param>
internal sealed class FileTaking(SourcePosition at, Func<Stream, CancellationToken, ContentId> take)
{
    /// <param name="sizeBytes">As listed; whether that is true is for the caller to compare.</param>
    /// <exception cref="SourceException">It is a pointer of Git LFS.</exception>
    internal ContentId Take(string path, Stream stream, long sizeBytes, CancellationToken cancellationToken)
    {
        if (sizeBytes > LfsPointer.MaxBytes)
            return take(stream, cancellationToken);

        var bytes = new MemoryStream((int)sizeBytes);
        stream.CopyTo(bytes);
        if (LfsPointer.IsPointer(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)))
            throw new SourceException(ContentDiagnostics.LfsPointer(at, path));

        bytes.Position = 0;
        return take(bytes, cancellationToken);
    }
}

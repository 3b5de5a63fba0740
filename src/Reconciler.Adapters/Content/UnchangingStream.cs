using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Streams;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>The bytes of a file that must be the same file, unchanged, from its listing to the last byte; otherwise reading throws.</summary>
internal sealed class UnchangingStream : ReadOnlyStream
{
    private readonly FileHandle file;
    private readonly SourceEntry entry;
    private readonly SourcePosition at;
    private long position;

    /// <param name="file">Closed with the stream.</param>
    /// <exception cref="SourceException">It is not the file that was listed.</exception>
    internal UnchangingStream(FileHandle file, SourceEntry entry, SourcePosition at)
    {
        this.file = file;
        this.entry = entry;
        this.at = at;
        try
        {
            RefuseChange();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override long Length => entry.SizeBytes;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="SourceException">At the end, when the file changed since it was listed.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = Fill(buffer);
        position += count;
        if (count == 0 && !buffer.IsEmpty)
            RefuseChange();
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private int Fill(Span<byte> buffer)
    {
        try
        {
            return file.Read(buffer);
        }
        catch (SystemCallException e)
        {
            throw new SourceException(ContentDiagnostics.SourceUnreadable(at, entry.Path, e.Reason()), SourceFault.Failed, e);
        }
    }

    private void RefuseChange()
    {
        var status = file.Status();
        if (status.Stamp() != entry.Stamp)
            throw new SourceException(ContentDiagnostics.SourceChanging(at, entry.Path, Difference(status)), SourceFault.Changing);
    }

    private string Difference(FileStatus status) =>
        status.SizeBytes == entry.SizeBytes ? "it was written to or replaced" : $"it has {status.SizeBytes} bytes, not {entry.SizeBytes} any more";
}

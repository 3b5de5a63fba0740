using Reconciler.Adapters.Streams;

namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>Bytes that are being sent: each piece that is taken is a sign of life. Can be begun again.</summary>
internal sealed class BeatingStream(ReadOnlyMemory<byte> bytes, Action beat) : ReadOnlyStream
{
    private int at;

    public override bool CanSeek => true;

    public override long Length => bytes.Length;

    public override long Position
    {
        get => at;
        set => at = checked((int)value);
    }

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, bytes.Length - at);
        bytes.Span.Slice(at, count).CopyTo(buffer);
        at += count;
        beat();
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Current => at,
        SeekOrigin.End => bytes.Length,
        _ => 0,
    };
}

using Reconciler.Adapters.Streams;

namespace Reconciler.Adapters.Archives;

/// <summary>A stream that outlives those who read it.</summary>
internal sealed class LeftOpenStream(Stream inner) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer) => inner.Read(buffer);
}

using Reconciler.Adapters.Streams;

namespace Reconciler.Adapters.Archives;

/// <summary>The bytes of one entry. At their end they must be as many as declared and, where the archive has one, of its checksum.</summary>
/// <param name="crc">Null: the archive has none.</param>
internal sealed class WholeEntryStream(Stream inner, string name, long sizeBytes, uint? crc = null) : ReadOnlyStream
{
    private readonly Crc32 checksum = new();
    private long read;

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        read += count;
        if (read > sizeBytes)
            throw new ArchiveException($"'{name}' has more than the {sizeBytes} bytes that it declares");

        if (crc is not null)
            checksum.Add(buffer[..count]);
        if (count == 0 && !buffer.IsEmpty)
            RefuseUnlessWhole();
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void RefuseUnlessWhole()
    {
        if (read < sizeBytes)
            throw new ArchiveException($"it is cut off in the middle of '{name}'");

        if (crc is { } expected && checksum.Value != expected)
            throw new ArchiveException($"'{name}' is damaged: its checksum is {checksum.Value:x8}, not {expected:x8}");
    }
}

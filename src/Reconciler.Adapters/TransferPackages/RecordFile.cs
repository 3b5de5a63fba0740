using System.Buffers;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>A file of lines of which there is one, never compacted; always as it is on the disk now.</summary>
internal sealed class RecordFile<TState>(string path, ILineFormat<TState> format)
{
    private readonly LineFile<TState> file = new(path, name: null, format);
    private FoldedFile<TState>? folded;

    /// <exception cref="StateUnreadableException">A line was damaged or edited, or this version cannot read it.</exception>
    public TState State => Current.State;

    private FoldedFile<TState> Current => folded = file.ReadOn(folded ?? file.Empty, estate: null);

    /// <summary>One line each.</summary>
    /// <exception cref="StateWriteException">Nothing may be taken as recorded.</exception>
    public void Append(IEnumerable<ReadOnlyMemory<byte>> records)
    {
        var before = Current;
        var after = before;
        var lines = new ArrayBufferWriter<byte>();
        foreach (var record in records)
        {
            (after, var line) = file.Next(after, record.Span, estate: null);
            lines.Write(line.Span);
        }

        StateWrites.Append(file.Path, before.Length, lines.WrittenMemory);
        folded = after;
    }
}

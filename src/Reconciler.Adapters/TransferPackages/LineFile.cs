using System.Buffers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>A file of chained lines. Its readers need no lock: they stop at the last line feed, and what is before it never changes.</summary>
/// <param name="name">The package's or the server's; null for a file of which there is one.</param>
internal sealed class LineFile<TState>(string path, string? name, ILineFormat<TState> format)
{
    public string Path { get; } = path;

    public FoldedFile<TState> Empty => new(format.Start(name ?? ""), 0, LineChain.Start, 0, 1);

    /// <summary>A file that does not exist says nothing.</summary>
    /// <exception cref="StateUnreadableException">A line was damaged or edited, or this version cannot read it.</exception>
    public FoldedFile<TState> Read(EstateId? estate) => ReadOn(Empty, estate);

    /// <summary>Folds the lines behind those already folded.</summary>
    /// <exception cref="StateUnreadableException">A line was damaged or edited, or this version cannot read it.</exception>
    public FoldedFile<TState> ReadOn(FoldedFile<TState> folded, EstateId? estate)
    {
        while (true)
        {
            var from = folded.Length;
            using var bytes = StateReads.Try(Path, () => FileBytes.Read(Path, from));
            var further = ReadOn(folded, bytes.Span, estate);
            if (further.Length == folded.Length || bytes.IsToTheEnd)
                return further;

            folded = further;
        }
    }

    public FoldedFile<TState> ReadOn(FoldedFile<TState> folded, ReadOnlySpan<byte> bytes, EstateId? estate)
    {
        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
        {
            folded = Fold(folded, bytes[..end], estate);
            bytes = bytes[(end + 1)..];
        }

        return folded;
    }

    /// <summary>The text of a line to come, with the header before it where there is none, and what the file says afterwards, read back from that text.</summary>
    public (FoldedFile<TState> After, ReadOnlyMemory<byte> Bytes) Next(FoldedFile<TState> folded, ReadOnlySpan<byte> json, EstateId? estate)
    {
        var output = new ArrayBufferWriter<byte>(json.Length + 256);
        var chain = folded.Chain;
        if (folded.Length == 0)
            chain = new StateHeader(format.Kind, estate, name, folded.From, LineChain.Start).Write(output);
        chain.Seal(json, output);
        return (ReadOn(folded, output.WrittenSpan, estate), output.WrittenMemory);
    }

    private FoldedFile<TState> Fold(FoldedFile<TState> folded, ReadOnlySpan<byte> line, EstateId? estate)
    {
        try
        {
            var length = folded.Length + line.Length + 1;
            if (folded.Length == 0)
            {
                var (header, first) = StateHeader.Read(format.Kind, line);
                CheckOwner(header, estate);
                return folded with { Length = length, Chain = first, Lines = 1, From = header.From };
            }

            var chain = folded.Chain.Check(line);
            return folded with { State = format.Apply(folded.State, line), Length = length, Chain = chain, Lines = folded.Lines + 1 };
        }
        catch (FormatException exception)
        {
            throw new StateUnreadableException(Path, folded.Lines + 1, exception.Message, exception);
        }
    }

    private void CheckOwner(StateHeader header, EstateId? estate)
    {
        if (header.Name != name)
            throw new FormatException($"it is about '{header.Name}', and its file's name says '{name}'");
        if (estate is not null && header.Estate != estate)
            throw new FormatException($"it belongs to estate {header.Estate?.Short}, and this state to {estate.Value.Short}");
    }
}

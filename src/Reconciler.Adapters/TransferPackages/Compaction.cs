using System.Buffers;
using Reconciler.Adapters.Linux;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>
/// Replaces the lines of a file by one that says the same. The file itself goes to the archive first, as a second name for it, so that a
/// kill between any two steps leaves a file that says the same: the old one, or the new one.
/// </summary>
internal sealed class Compaction<TState>(LineFile<TState> file, string name, string archive, ICompactFormat<TState> format, EstateId estate)
{
    private const int SmallBytes = 256 * 1024;
    private const int Factor = 4;

    public bool IsDue(FoldedFile<TState> folded) =>
        folded.Length > SmallBytes && folded.Length > (long)Factor * format.Snapshot(folded.State).Length;

    public FoldedFile<TState> Run(FoldedFile<TState> folded)
    {
        foreach (var after in Steps(folded))
            folded = after;
        return folded;
    }

    /// <summary>Each step is done when it is given out, with what the file says then.</summary>
    public IEnumerable<FoldedFile<TState>> Steps(FoldedFile<TState> folded)
    {
        var (compacted, text) = Compacted(folded);

        Archive(folded);
        yield return folded;

        var beside = Durable.WriteBeside(file.Path, text.Span);
        yield return folded;

        Durable.Rename(beside, file.Path);
        Durable.SyncDirectory(Path.GetDirectoryName(file.Path)!);
        yield return compacted;
    }

    private (FoldedFile<TState> Folded, ReadOnlyMemory<byte> Text) Compacted(FoldedFile<TState> folded)
    {
        var snapshot = format.Snapshot(folded.State);
        var text = new ArrayBufferWriter<byte>(snapshot.Length + 512);
        new StateHeader(format.Kind, estate, name, format.Seq(folded.State), folded.Chain).Write(text).Seal(snapshot.Span, text);

        var compacted = file.ReadOn(file.Empty, text.WrittenSpan, estate);
        return format.Snapshot(compacted.State).Span.SequenceEqual(snapshot.Span)
            ? (compacted, text.WrittenMemory)
            : throw new InvalidOperationException($"A snapshot of {file.Path} does not say what its lines say.");
    }

    private void Archive(FoldedFile<TState> folded)
    {
        var archived = Path.Combine(archive, ArchivedLines.FileName(name, folded.From));

        if (File.Exists(archived))
            MakeWay(archived);
        if (!Durable.TryLink(file.Path, archived))
            Durable.Replace(archived, File.ReadAllBytes(file.Path));
        Durable.SyncDirectory(archive);
    }

    /// <summary>What an interrupted compaction left has the same lines, or the first of them; lines of another file are kept.</summary>
    private void MakeWay(string archived)
    {
        if (File.ReadAllBytes(file.Path).AsSpan().StartsWith(File.ReadAllBytes(archived)))
            File.Delete(archived);
        else
            Durable.Rename(archived, $"{archived}.{FileStamp.Of(archived)?.Modified ?? 0}.earlier");
    }
}

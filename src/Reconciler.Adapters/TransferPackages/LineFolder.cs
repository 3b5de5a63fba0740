using System.Collections.Concurrent;
using Reconciler.Adapters.Linux;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>A directory of line files, one a name, and what they say since they were loaded.</summary>
internal sealed class LineFolder<TState>(string directory, string archive, ICompactFormat<TState> format)
{
    private readonly ConcurrentDictionary<string, FoldedFile<TState>> files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StateUnreadableException> corrupt = new(StringComparer.Ordinal);
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);

    public IEnumerable<TState> States => files.Values.Where(file => format.Seq(file.State) > 0).Select(file => file.State);

    public IReadOnlyDictionary<string, StateUnreadableException> Corrupt => corrupt;

    /// <summary>Whether the index that was last read or written says all that the files say.</summary>
    public bool IsAsIndexed { get; set; }

    public void Load(IReadOnlyDictionary<string, IndexedFile<TState>> indexed, EstateId? estate, CancellationToken cancellationToken)
    {
        var read = 0;
        Parallel.ForEach(StateReads.Try(directory, () => StateDirectory.NamesIn(directory)), new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, name =>
        {
            var known = indexed.GetValueOrDefault(name);
            if (known is not null && FileStamp.Of(FileOf(name).Path) == known.Stamp)
            {
                files[name] = known.Folded;
                return;
            }

            Interlocked.Increment(ref read);
            try
            {
                files[name] = ReadOn(name, known, estate);
            }
            catch (StateUnreadableException exception)
            {
                corrupt[name] = exception;
            }
        });
        IsAsIndexed = read == 0 && indexed.Count == files.Count;
    }

    /// <summary>The text of the next line of that name's file. What the file says afterwards counts once <see cref="Appended"/> says so.</summary>
    public DurableAppend Next(string name, Func<long, ReadOnlyMemory<byte>> record, EstateId estate, Action<FoldedFile<TState>> after)
    {
        var file = FileOf(name);
        var folded = files.GetValueOrDefault(name) ?? file.Empty;
        var (next, bytes) = file.Next(folded, record(format.Seq(folded.State) + 1).Span, estate);
        after(next);
        return new(file.Path, folded.Length, bytes);
    }

    public void Appended(string name, FoldedFile<TState> after)
    {
        files[name] = after;
        touched.Add(name);
        IsAsIndexed = false;
    }

    /// <summary>Compacts what has grown long by the lines appended since the last time.</summary>
    public void Compact(EstateId estate, CancellationToken cancellationToken)
    {
        foreach (var name in touched.Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var compaction = new Compaction<TState>(FileOf(name), name, archive, format, estate);
            if (compaction.IsDue(files[name]))
                files[name] = compaction.Run(files[name]);
        }

        touched.Clear();
    }

    /// <summary>For the index: every file that still looks as it was folded.</summary>
    public IReadOnlyDictionary<string, IndexedFile<TState>> ToIndex()
    {
        var indexed = new SortedDictionary<string, IndexedFile<TState>>(StringComparer.Ordinal);
        foreach (var (name, folded) in files)
        {
            if (FileStamp.Of(FileOf(name).Path) is { } stamp && stamp.Length == (ulong)folded.Length)
                indexed.Add(name, new(stamp, folded));
        }

        return indexed;
    }

    /// <summary>Moves a damaged file out of the way, so that a new one can begin.</summary>
    public void SetAside(string name)
    {
        if (!corrupt.TryRemove(name, out _))
            return;

        var path = FileOf(name).Path;
        Durable.Rename(path, Path.Combine(archive, $"{Path.GetFileName(path)}.{FileStamp.Of(path)?.Modified ?? 0}.damaged"));
        Durable.SyncDirectory(archive);
        Durable.SyncDirectory(directory);
    }

    private LineFile<TState> FileOf(string name) => new(Path.Combine(directory, StateDirectory.LineFileName(name)), name, format);

    private FoldedFile<TState> ReadOn(string name, IndexedFile<TState>? known, EstateId? estate)
    {
        var file = FileOf(name);
        if (known is null || FileStamp.Of(file.Path) is not { } now || now.Inode != known.Stamp.Inode || now.Length <= known.Stamp.Length)
            return file.Read(estate);

        try
        {
            return file.ReadOn(known.Folded, estate);
        }
        catch (StateUnreadableException)
        {
            // The lines may be good and the index not: it is never the last word.
            return file.Read(estate);
        }
    }
}

using System.Runtime.ExceptionServices;
using System.Text;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>Reads a source to its end, once, and gives its manifest.</summary>
/// <param name="patterns">Which paths belong to the package; what does not is never opened, and may be anything.</param>
/// <param name="take">What becomes of the bytes of each file and link; called from several threads.</param>
/// <param name="stamps">Of files that need not be read. Null: all are read.</param>
internal sealed class SourceReading(
    ISourceTree tree, PackageSource source, PathPatterns patterns, Func<Stream, CancellationToken, ContentId> take, SourceStamps? stamps = null)
{
    // Hashing keeps a core busy; more readers than this only compete for the disk.
    private static readonly int readers = Math.Clamp(Environment.ProcessorCount, 1, 4);

    private readonly FileTaking files = new(source.At, take);

    /// <exception cref="SourceException">Something in it cannot be part of a package, it changed meanwhile, or nothing is left of it.</exception>
    internal Manifest Read(CancellationToken cancellationToken)
    {
        var entries = Selected(cancellationToken);
        if (entries.Length == 0)
            throw new SourceException(ContentDiagnostics.SourceEmpty(source.At, source.Name));

        RefuseFaults(entries);
        var read = new ManifestEntry[entries.Length];
        ForEach(entries.Length, i => read[i] = Read(entries[i], cancellationToken), cancellationToken);
        if (tree.Identity is null)
            RefuseChanges(entries, Selected(cancellationToken));

        try
        {
            return Manifest.Of(read);
        }
        catch (ArgumentException e)
        {
            throw new SourceException(ContentDiagnostics.SourceUnreadable(source.At, source.Name, e.Message), SourceFault.Failed, e);
        }
    }

    private SourceEntry[] Selected(CancellationToken cancellationToken) =>
        [.. tree.Entries(cancellationToken).Where(entry => patterns.Selects(entry.Path))];

    private void RefuseFaults(SourceEntry[] entries)
    {
        var faults = entries.Select(entry => entry.Fault).OfType<SourceException>().Concat(LinksOut.Of(TargetsIn(entries), source.At));
        if (faults.MinBy(fault => fault.Diagnostic) is { } first)
            throw first;
    }

    private static Dictionary<string, string> TargetsIn(SourceEntry[] entries) =>
        entries.Where(entry => entry.LinkTarget is not null).ToDictionary(entry => entry.Path, entry => entry.LinkTarget!, StringComparer.Ordinal);

    private ManifestEntry Read(SourceEntry entry, CancellationToken cancellationToken)
    {
        switch (entry.Kind)
        {
            case SourceEntryKind.EmptyDirectory:
                return ManifestEntry.EmptyDirectory(entry.Path);
            case SourceEntryKind.Symlink:
                take(new MemoryStream(Encoding.UTF8.GetBytes(entry.LinkTarget!)), cancellationToken);
                return ManifestEntry.Link(entry.Path, entry.LinkTarget!);
            default:
                var content = stamps?.Find(entry) ?? ReadFile(entry, cancellationToken);
                stamps?.Remember(entry, content);
                return ManifestEntry.File(entry.Path, entry.IsExecutable, content.SizeBytes, content.Digest);
        }
    }

    private ContentId ReadFile(SourceEntry entry, CancellationToken cancellationToken)
    {
        using var stream = tree.OpenRead(entry, cancellationToken);
        var content = files.Take(entry.Path, stream, entry.SizeBytes, cancellationToken);
        return content.SizeBytes == entry.SizeBytes
            ? content
            : throw Changing(entry.Path, $"it has {content.SizeBytes} bytes, not {entry.SizeBytes} any more");
    }

    // Each file was watched while it was read; that none was added, taken away or renamed meanwhile only a second look tells.
    private void RefuseChanges(SourceEntry[] before, SourceEntry[] after)
    {
        var seen = before.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        foreach (var entry in after)
        {
            if (!seen.Remove(entry.Path, out var first))
                throw Changing(entry.Path, "it was added");

            if (first != entry)
                throw Changing(entry.Path, "it was written to or replaced");
        }

        if (seen.Count > 0)
            throw Changing(seen.Keys.Order(StringComparer.Ordinal).First(), "it vanished");
    }

    private SourceException Changing(string path, string change) =>
        new(ContentDiagnostics.SourceChanging(source.At, path, change), SourceFault.Changing);

    private static void ForEach(int count, Action<int> body, CancellationToken cancellationToken)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = readers, CancellationToken = cancellationToken }, body);
        }
        catch (AggregateException e)
        {
            // Several readers may fail at once; one of them is enough to say.
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions.FirstOrDefault(inner => inner is SourceException) ?? e.InnerExceptions[0]);
        }
    }
}

using System.Text;
using Reconciler.Adapters.Archives;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>Reads what is in an archive, in one pass and without unpacking it anywhere, and gives the package's manifest.</summary>
/// <param name="patterns">Which paths belong to the package. Of what does not, only the name is looked at: no archive may have a hostile one.</param>
/// <param name="take">What becomes of the bytes of each file and link.</param>
internal sealed class ArchiveReading(PackageSource source, PathPatterns patterns, ArchiveLimits limits, Func<Stream, CancellationToken, ContentId> take)
{
    private readonly FileTaking files = new(source.At, take);

    // A file, link or device by its path; null when it is left out.
    private readonly Dictionary<string, ManifestEntry?> leaves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);
    private readonly HashSet<string> directories = new(StringComparer.Ordinal);

    /// <param name="archive">Seekable; left open.</param>
    /// <exception cref="SourceException">It is no archive, damaged, too much, or holds what a package cannot.</exception>
    internal Manifest Read(Stream archive, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var entry in Archive.Entries(archive, limits))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(entry, cancellationToken);
            }

            return Whole();
        }
        catch (ArchiveException e)
        {
            throw new SourceException(ContentDiagnostics.ArchiveRefused(source.At, source.Name, e.Message), SourceFault.Failed, e);
        }
    }

    private void Add(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        var path = PathOf(entry.Name);
        if (entry is ArchiveEntry.Directory)
        {
            AddDirectory(path);
            return;
        }

        if (path.Length == 0)
            throw Refused(entry.Name, "it names the top, which is a directory");
        if (directories.Contains(path) || !leaves.TryAdd(path, null))
            throw new SourceException(ContentDiagnostics.ArchiveEntryTwice(source.At, path));

        if (patterns.Selects(path))
            leaves[path] = Take(path, entry, cancellationToken);
    }

    /// <summary>Archives name a directory as often as they like.</summary>
    private void AddDirectory(string path)
    {
        if (path.Length == 0)
            return;
        if (leaves.ContainsKey(path))
            throw new SourceException(ContentDiagnostics.ArchiveEntryTwice(source.At, path));

        directories.Add(path);
    }

    private ManifestEntry Take(string path, ArchiveEntry entry, CancellationToken cancellationToken)
    {
        RefuseUnlessUtf8(path);
        switch (entry)
        {
            case ArchiveEntry.File file:
                using (var stream = file.Open())
                {
                    var content = files.Take(path, stream, file.SizeBytes, cancellationToken);
                    return ManifestEntry.File(path, file.IsExecutable, content.SizeBytes, content.Digest);
                }

            case ArchiveEntry.Symlink link:
                return TakeLink(path, link.Target, cancellationToken);
            case ArchiveEntry.HardLink link:
                return SecondName(path, PathOf(link.Target));
            case ArchiveEntry.Unsupported unsupported:
                throw new SourceException(ContentDiagnostics.UnsupportedEntry(source.At, path, unsupported.What));
            default:
                throw new ArgumentOutOfRangeException(nameof(entry), entry, "unknown kind of entry");
        }
    }

    private ManifestEntry TakeLink(string path, string target, CancellationToken cancellationToken)
    {
        if (target.Contains(ArchiveName.Invalid, StringComparison.Ordinal))
            throw new SourceException(ContentDiagnostics.LinkNotUtf8(source.At, path, target));

        links[path] = target;
        take(new MemoryStream(Encoding.UTF8.GetBytes(target)), cancellationToken);
        return ManifestEntry.Link(path, target);
    }

    private ManifestEntry SecondName(string path, string first)
    {
        if (!leaves.TryGetValue(first, out var entry) || first == path)
            throw new ArchiveException($"the hard link '{path}' leads to '{first}', which does not stand before it");
        if (entry is null)
            throw new ArchiveException($"the hard link '{path}' leads to '{first}', which include and exclude leave out; leave out both, or neither");

        if (links.TryGetValue(first, out var target))
            links[path] = target;
        return entry with { Path = path };
    }

    private Manifest Whole()
    {
        var entries = leaves.Values.OfType<ManifestEntry>().Concat(EmptyDirectories()).ToArray();
        if (entries.Length == 0)
            throw new SourceException(ContentDiagnostics.SourceEmpty(source.At, source.Name));
        if (LinksOut.Of(links, source.At).MinBy(fault => fault.Diagnostic) is { } fault)
            throw fault;

        try
        {
            return Manifest.Of(entries);
        }
        catch (ArgumentException e)
        {
            throw new ArchiveException(e.Message, e);
        }
    }

    private IEnumerable<ManifestEntry> EmptyDirectories()
    {
        var parents = leaves.Keys.Concat(directories).Select(path => path[..Math.Max(0, path.LastIndexOf('/'))]).ToHashSet(StringComparer.Ordinal);
        foreach (var empty in directories.Where(path => !parents.Contains(path) && patterns.Selects(path)))
        {
            RefuseUnlessUtf8(empty);
            yield return ManifestEntry.EmptyDirectory(empty);
        }
    }

    private string PathOf(string name) => ArchiveName.TryGetPath(name, out var path, out var problem) ? path : throw Refused(name, problem);

    private void RefuseUnlessUtf8(string path)
    {
        if (path.Contains(ArchiveName.Invalid, StringComparison.Ordinal))
            throw new SourceException(ContentDiagnostics.NameNotUtf8(source.At, path));
    }

    private SourceException Refused(string name, string problem) => new(ContentDiagnostics.ArchiveName(source.At, name, problem));
}

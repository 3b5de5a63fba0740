using Reconciler.Adapters.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>A directory or a file of a work tree, as Git sees it.</summary>
internal sealed class WorktreeTree : ISourceTree, IDisposable
{
    private readonly DirectorySource source;
    private readonly WorktreeFiles files;
    private readonly SourcePosition at;
    private readonly Func<string, string> pathInRepository;

    /// <param name="directory">The work tree's root, absolute.</param>
    /// <param name="path">From there.</param>
    /// <exception cref="SourceException">It cannot be read.</exception>
    internal WorktreeTree(string directory, string path, WorktreeFiles files, SourcePosition at)
    {
        this.files = files;
        this.at = at;
        var fullPath = Path.Combine(directory, path);
        pathInRepository = File.Exists(fullPath) ? _ => path : below => path.Length == 0 ? below : $"{path}/{below}";
        source = DirectorySource.Open(fullPath, at, below => files.GoesInto(pathInRepository(below)));
    }

    public string? Identity => null;

    public IEnumerable<SourceEntry> Entries(CancellationToken cancellationToken) =>
        source.Entries(cancellationToken).Select(Judge).OfType<SourceEntry>();

    public Stream OpenRead(SourceEntry entry, CancellationToken cancellationToken) => source.OpenRead(entry, cancellationToken);

    public void Dispose() => source.Dispose();

    /// <returns>Null for what is not Git's.</returns>
    private SourceEntry? Judge(SourceEntry entry)
    {
        var path = pathInRepository(entry.Path);
        if (files.IsOfSubmodule(path))
            return entry with { Kind = SourceEntryKind.File, LinkTarget = null, Fault = new(ContentDiagnostics.UnsupportedEntry(at, entry.Path, "part of a submodule")) };

        return entry.Kind == SourceEntryKind.EmptyDirectory || !files.Takes(path) ? null : entry;
    }
}

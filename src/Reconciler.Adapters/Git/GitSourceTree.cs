using LibGit2Sharp;
using Reconciler.Adapters.Content;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>A tree or a blob of the object database. An entry's stamp is its blob's id.</summary>
internal sealed class GitSourceTree(RepositoryPool pool, GitNode top, PackageSource.InRepository source) : ISourceTree
{
    /// <summary>A blob's id does not tell its name and mode, which are content as well.</summary>
    public string? Identity => top.IsDirectory ? top.Id : $"{(int)top.Mode:x} {top.Id} {top.Name}";

    public IEnumerable<SourceEntry> Entries(CancellationToken cancellationToken) =>
        top.IsDirectory ? Below(cancellationToken) : [Use(repository => Entry(repository, top.Name, top))];

    public Stream OpenRead(SourceEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return pool.Blobs.Open(pool, entry, source.At, cancellationToken);
        }
        catch (LibGit2SharpException e)
        {
            throw new SourceException(ContentDiagnostics.SourceUnreadable(source.At, entry.Path, Reason(e)), SourceFault.Failed, e);
        }
    }

    private IEnumerable<SourceEntry> Below(CancellationToken cancellationToken)
    {
        var pending = new Stack<(string Prefix, string Tree)>([("", top.Id)]);
        while (pending.TryPop(out var directory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var nodes = Use(repository => Entries(repository, directory.Prefix, directory.Tree));
            foreach (var (node, entry) in nodes)
            {
                if (entry is not null)
                    yield return entry;
                else
                    pending.Push(($"{directory.Prefix}{node.Name}/", node.Id));
            }
        }
    }

    // What is damaged in a package's content is this package's trouble only.
    private T Use<T>(Func<Repository, T> operation)
    {
        try
        {
            return pool.Use(operation);
        }
        catch (RepositoryException e)
        {
            throw new SourceException(ContentDiagnostics.SourceUnreadable(source.At, source.Name, Reason(e.InnerException!)), SourceFault.Failed, e);
        }
    }

    private static string Reason(Exception e) => $"{e.Message.TrimEnd('.')}; 'git fsck' shows what is damaged";

    /// <returns>No entry for a directory to go into.</returns>
    private (GitNode Node, SourceEntry? Entry)[] Entries(Repository repository, string prefix, string tree) =>
        Array.ConvertAll(GitTree.Children(repository, tree), node =>
            (node, node.IsDirectory && FaultOfName(prefix + node.Name, node.Name) is null ? null : (SourceEntry?)Entry(repository, prefix + node.Name, node)));

    private SourceEntry Entry(Repository repository, string path, GitNode node)
    {
        if (FaultOfName(path, node.Name) is { } fault)
            return Faulty(path, node, fault);

        if (node.IsFile)
            return new(path, SourceEntryKind.File, node.Mode == Mode.ExecutableFile, repository.ObjectDatabase.RetrieveObjectMetadata(new ObjectId(node.Id)).Size, null, node.Id);

        return node.Mode == Mode.SymbolicLink
            ? Link(repository, path, node)
            : Faulty(path, node, new(ContentDiagnostics.UnsupportedEntry(source.At, path, "a submodule")));
    }

    private SourceEntry Link(Repository repository, string path, GitNode node)
    {
        if (GitTree.SizeOf(repository, node.Id) > GitTree.LongestLinkBytes)
            return Faulty(path, node, new(ContentDiagnostics.UnsupportedEntry(source.At, path, "a link that leads further than any system goes")));

        var bytes = GitTree.ReadBlob(repository, node.Id);
        return Utf8Text.Decode(bytes) is { } target
            ? new(path, SourceEntryKind.Symlink, IsExecutable: false, bytes.Length, target, node.Id)
            : Faulty(path, node, new(ContentDiagnostics.LinkNotUtf8(source.At, path, VisibleBytes.Show(bytes))));
    }

    // LibGit2Sharp puts U+FFFD for bytes that are no UTF-8; a name that really has this character cannot be told from those.
    private SourceException? FaultOfName(string path, string name) =>
        name.Contains('\uFFFD', StringComparison.Ordinal) ? new(ContentDiagnostics.NameNotUtf8(source.At, path))
        : EntryPath.IsSafe(name) && !name.Contains('/', StringComparison.Ordinal) ? null
        : new(ContentDiagnostics.UnsupportedEntry(source.At, path, "a name that leads elsewhere"));

    private static SourceEntry Faulty(string path, GitNode node, SourceException fault) =>
        new(path, SourceEntryKind.File, IsExecutable: false, 0, null, node.Id) { Fault = fault };
}

using System.Text;
using LibGit2Sharp;
using Reconciler.Configuration.Input;
using Reconciler.Core.Commits;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>The repository at one commit. It stays readable as long as the <see cref="GitRepository"/> that gave it.</summary>
internal sealed class GitSnapshot(RepositoryPool pool, GitTreeCache trees, CommitInfo commit) : IRepositorySnapshot
{
    private readonly Lazy<GitNode> root = new(() => pool.Use(repository => GitTree.Root(repository, commit.Id)), LazyThreadSafetyMode.PublicationOnly);

    public CommitInfo Commit { get; } = commit;

    public bool HasDirectory(string path) => Find(path) is { IsDirectory: true };

    public IEnumerable<ConfigurationFile> ReadConfiguration(string path) =>
        Find(path) is { IsDirectory: true } top ? Below(path, top.Id).Select(file => new ConfigurationFile(file.Path, file.Id, () => ReadUnlessTooLarge(file.Id))) : [];

    public ISourceTree? FindSource(PackageSource.InRepository source)
    {
        if (Find(source.Path) is not { } found)
            return null;

        if (found.Mode == Mode.SymbolicLink)
            throw new SourceException(ContentDiagnostics.SourceIsLink(source.At, source.Name, Target(found.Id)));

        return new GitSourceTree(pool, found, source);
    }

    /// <param name="path">With forward slashes; empty: the commit's root.</param>
    private GitNode? Find(string path)
    {
        var found = root.Value;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!found.IsDirectory || trees.Find(found.Id, name) is not { } node)
                return null;

            found = node;
        }

        return found;
    }

    private ReadOnlyMemory<byte>? ReadUnlessTooLarge(string id) => pool.Use<ReadOnlyMemory<byte>?>(repository =>
        ConfigurationFile.IsTooLarge(GitTree.SizeOf(repository, id)) ? default(ReadOnlyMemory<byte>?) : GitTree.ReadBlob(repository, id));

    private string Target(string id) => pool.Use(repository => GitTree.SizeOf(repository, id) <= GitTree.LongestLinkBytes ? Encoding.UTF8.GetString(GitTree.ReadBlob(repository, id)) : "…");

    private IEnumerable<(string Path, string Id)> Below(string path, string tree)
    {
        var pending = new Stack<(string Path, string Tree)>([(path, tree)]);
        while (pending.TryPop(out var directory))
        {
            foreach (var node in trees.Children(directory.Tree))
            {
                var nodePath = directory.Path.Length == 0 ? node.Name : $"{directory.Path}/{node.Name}";
                if (node.IsDirectory && !ConfigurationFileName.IsLeftOut(node.Name))
                    pending.Push((nodePath, node.Id));
                else if (node.IsFile && ConfigurationFileName.IsConfiguration(node.Name))
                    yield return (nodePath, node.Id);
            }
        }
    }
}

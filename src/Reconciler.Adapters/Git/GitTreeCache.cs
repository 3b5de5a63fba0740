using System.Collections.Concurrent;

namespace Reconciler.Adapters.Git;

/// <summary>What trees were found to contain: from one commit to the next nearly all of them are the same.</summary>
internal sealed class GitTreeCache(RepositoryPool pool)
{
    /// <summary>About a hundred bytes each.</summary>
    private const int MaxNodes = 500_000;

    private readonly ConcurrentDictionary<string, GitNode[]> children = new(StringComparer.Ordinal);
    private int nodes;

    internal GitNode[] Children(string tree)
    {
        if (children.TryGetValue(tree, out var known))
            return known;

        var read = pool.Use(repository => GitTree.Children(repository, tree));
        if (Interlocked.Add(ref nodes, read.Length) > MaxNodes)
        {
            children.Clear();
            nodes = read.Length;
        }

        return children.GetOrAdd(tree, read);
    }
}

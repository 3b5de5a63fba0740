using System.Collections.Concurrent;

namespace Reconciler.Adapters.Git;

/// <summary>What trees were found to contain: from one commit to the next nearly all of them are the same.</summary>
internal sealed class GitTreeCache(RepositoryPool pool)
{
    /// <summary>About a hundred bytes each.</summary>
    private const int MaxNodes = 500_000;

    private readonly ConcurrentDictionary<string, Known> trees = new(StringComparer.Ordinal);
    private int nodes;

    internal GitNode[] Children(string tree) => Read(tree).Nodes;

    internal GitNode? Find(string tree, string name) => Read(tree).ByName.TryGetValue(name, out var found) ? found : null;

    private Known Read(string tree)
    {
        if (trees.TryGetValue(tree, out var known))
            return known;

        var read = new Known(pool.Use(repository => GitTree.Children(repository, tree)));
        if (Interlocked.Add(ref nodes, read.Nodes.Length) > MaxNodes)
        {
            trees.Clear();
            nodes = read.Nodes.Length;
        }

        return trees.GetOrAdd(tree, read);
    }

    private sealed class Known(GitNode[] nodes)
    {
        private readonly Lazy<Dictionary<string, GitNode>> byName = new(() => Index(nodes));

        public GitNode[] Nodes { get; } = nodes;

        public Dictionary<string, GitNode> ByName => byName.Value;

        // U+FFFD stands for bytes that are no UTF-8: nothing is found under such a name.
        private static Dictionary<string, GitNode> Index(GitNode[] nodes)
        {
            var index = new Dictionary<string, GitNode>(nodes.Length, StringComparer.Ordinal);
            foreach (var node in nodes.Where(node => !node.Name.Contains('\uFFFD', StringComparison.Ordinal)))
                index.TryAdd(node.Name, node);
            return index;
        }
    }
}

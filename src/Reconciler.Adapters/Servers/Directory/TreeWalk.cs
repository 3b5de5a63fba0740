using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Servers.Directory;

internal static class TreeWalk
{
    /// <summary>Everything below <paramref name="tree"/>, a directory before its contents. What vanishes meanwhile is passed over.</summary>
    /// <param name="enters">Asked for each directory after it was returned.</param>
    public static IEnumerable<TreeNode> Nodes(DirectoryHandle tree, Func<TreeNode, bool> enters)
    {
        var open = new Stack<Level>([new Level(tree.Reopen(), "")]);
        try
        {
            while (open.TryPeek(out var level))
            {
                if (!level.Names.TryPop(out var name))
                    open.Pop().Directory.Dispose();
                else if (NodeOf(level, name) is { } node)
                {
                    yield return node;
                    if (node.Status.Kind == FileKind.Directory && enters(node))
                        open.Push(new(level.Directory.OpenDirectory(name), node.Path + "/"));
                }
            }
        }
        finally
        {
            foreach (var level in open)
                level.Directory.Dispose();
        }
    }

    private static TreeNode? NodeOf(Level level, FileName name)
    {
        var text = name.Text;
        return level.Directory.FindStatus(name) is { } status
            ? new(level.Directory, name, level.Prefix + (text ?? name.ToString()), text is not null, status)
            : null;
    }

    private sealed class Level(DirectoryHandle directory, string prefix)
    {
        public DirectoryHandle Directory => directory;

        public string Prefix => prefix;

        public Stack<FileName> Names { get; } = new(directory.List());
    }
}

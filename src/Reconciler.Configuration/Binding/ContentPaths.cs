namespace Reconciler.Configuration.Binding;

/// <summary>The content of all packages of a commit, by path.</summary>
internal sealed class ContentPaths
{
    private readonly Dictionary<string, ContentPath> byPath = new(StringComparer.Ordinal);

    public ContentPaths(IEnumerable<ContentPath> contents)
    {
        foreach (var content in contents)
            byPath.TryAdd(content.Path, content);
    }

    /// <param name="file">From the repository's root.</param>
    public ContentPath? Find(string file)
    {
        if (byPath.Count == 0)
            return null;

        var contents = byPath.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var path = file.AsSpan(); path.Length > 0; path = path[..Math.Max(0, path.LastIndexOf('/'))])
        {
            if (contents.TryGetValue(path, out var content))
                return content;
        }

        return null;
    }
}

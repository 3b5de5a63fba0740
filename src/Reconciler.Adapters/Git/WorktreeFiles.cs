namespace Reconciler.Adapters.Git;

/// <summary>Which files of a work tree Git would take: tracked ones, and others that nothing ignores. Paths count from the repository's root.</summary>
internal sealed class WorktreeFiles
{
    private readonly RepositoryPool pool;
    private readonly HashSet<string> tracked = new(StringComparer.Ordinal);
    private readonly HashSet<string> directories = new(StringComparer.Ordinal);
    private readonly HashSet<string> submodules = new(StringComparer.Ordinal);

    /// <summary>Reads the index once.</summary>
    internal WorktreeFiles(RepositoryPool pool)
    {
        this.pool = pool;
        foreach (var (path, isSubmodule) in pool.UseNew(repository => repository.Index.Select(entry => (entry.Path, entry.Mode == LibGit2Sharp.Mode.GitLink)).ToArray()))
        {
            (isSubmodule ? submodules : tracked).Add(path);
            for (var parent = ParentOf(path); parent is not null && directories.Add(parent); parent = ParentOf(parent))
            {
            }
        }
    }

    internal bool Takes(string path) => tracked.Contains(path) || !IsIgnored(path);

    /// <summary>False: nothing below it is looked at.</summary>
    internal bool GoesInto(string directory) =>
        Path.GetFileName(directory) != ".git" && (directories.Contains(directory) || submodules.Contains(directory) || !IsIgnored($"{directory}/"));

    /// <summary>Another repository's place, or something in it.</summary>
    internal bool IsOfSubmodule(string path)
    {
        for (var place = path; place is not null && submodules.Count > 0; place = ParentOf(place))
        {
            if (submodules.Contains(place))
                return true;
        }

        return false;
    }

    // LibGit2Sharp takes a name of blanks for none; nobody ignores one.
    private bool IsIgnored(string path) => !string.IsNullOrWhiteSpace(path) && pool.Use(repository => repository.Ignore.IsPathIgnored(path));

    private static string? ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : null;
}

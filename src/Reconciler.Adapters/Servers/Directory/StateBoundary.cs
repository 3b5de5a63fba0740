using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>
/// Keeps roots out of the state directory. The configuration is checked by its paths as they are written; this looks where an opened root
/// really is, whatever links led there.
/// </summary>
internal sealed class StateBoundary(string stateDirectory, string rootsDirectory)
{
    private const string Remedy = "give the server a directory of its own, or move the state with --state";

    /// <returns>Null: the root lies apart, or below <c>roots/</c>.</returns>
    public string? Refuses(DirectoryHandle root)
    {
        var path = root.RealPath();
        var (state, roots) = (RealPath(stateDirectory), RealPath(rootsDirectory));
        if (Contains(path, state) || Contains(path, roots))
            return $"the root '{root.Path}' leads to {path}, which contains the state directory {stateDirectory}; {Remedy}";

        return Contains(state, path) && !Contains(roots, path)
            ? $"the root '{root.Path}' leads to {path}, which lies in the state directory {stateDirectory}; {Remedy}"
            : null;
    }

    private static bool Contains(string outer, string inner) => EntryPath.IsSameOrBelow(inner.Trim('/'), outer.Trim('/')) || outer == "/";

    /// <summary>As it is written where there is nothing yet.</summary>
    private static string RealPath(string path)
    {
        if (!System.IO.Directory.Exists(path))
            return path;

        using var directory = DirectoryHandle.Open(path);
        return directory.RealPath();
    }
}

using System.Collections.Concurrent;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Sftp.Wire;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Lists a tree, level by level, many directories at once. Links are not followed.</summary>
internal static class RemoteWalk
{
    // What is done for one thing takes few bytes, and on a far server mostly waits.
    private const int MostAtOnce = 192;

    // Deeper than any path that a file system takes.
    private const int MostLevels = 4096;

    /// <returns>Directories before their contents.</returns>
    /// <param name="enters">Asked for each directory.</param>
    public static async Task<List<RemoteNode>> NodesAsync(RemoteRoot root, RemotePath tree, Func<RemoteNode, bool> enters, CancellationToken cancellationToken)
    {
        var nodes = new List<RemoteNode>();
        var level = new List<(RemotePath At, string Prefix, bool HasPackageName)> { (tree, "", true) };
        for (var depth = 0; level.Count > 0 && depth < MostLevels; depth++)
        {
            var found = new ConcurrentBag<RemoteNode>();
            await EachAsync(root, level, async (directory, cancellation) =>
            {
                foreach (var (name, status) in await root.Client.ListAsync(directory.At, cancellation))
                {
                    root.Answered();
                    found.Add(new(directory.At.Below(name), directory.Prefix + (name.Text ?? name.ToString()), name, directory.HasPackageName && name.Text is not null, status));
                }
            }, cancellationToken);
            nodes.AddRange(found);
            level = [.. found.Where(node => node.Status.Kind == FileKind.Directory && enters(node)).Select(node => (node.At, node.Path + "/", node.HasPackageName))];
        }

        return nodes;
    }

    /// <summary>Does something for many things, as many at the same time as the server lets us open files; the first failure ends it.</summary>
    public static Task EachAsync<T>(RemoteRoot root, IEnumerable<T> things, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            things,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(root.Client.Limits.OpenFiles / (2 * root.Endpoint.MaxConcurrentCopies), 8, MostAtOnce), CancellationToken = cancellationToken },
            async (thing, cancellation) => await work(thing, cancellation));
}

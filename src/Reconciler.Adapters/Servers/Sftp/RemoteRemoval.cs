using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Sftp.Wire;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Deletes trees, many files at once.</summary>
internal sealed class RemoteRemoval(RemoteRoot root)
{
    /// <summary>A tree that nobody but us has seen.</summary>
    /// <returns>Bytes of the files that are gone.</returns>
    public Task<long> DeleteAllAsync(RemotePath tree, CancellationToken cancellationToken) =>
        DeleteAsync(tree, static (_, _) => Task.FromResult(true), static (_, _) => Task.CompletedTask, cancellationToken);

    /// <param name="isOurs">Asked for everything that is no directory, and for directories.</param>
    /// <param name="setAside">Takes what is not ours out of the tree.</param>
    /// <returns>Bytes of the files that are gone.</returns>
    public async Task<long> DeleteAsync(
        RemotePath tree, Func<RemoteNode, CancellationToken, Task<bool>> isOurs, Func<RemoteNode, CancellationToken, Task> setAside, CancellationToken cancellationToken)
    {
        var others = new List<RemoteNode>();
        var gate = new Lock();
        var deleted = 0L;
        var nodes = await RemoteWalk.NodesAsync(root, tree, static _ => true, cancellationToken);
        await RemoteWalk.EachAsync(root, nodes, async (node, cancellation) =>
        {
            if (!await isOurs(node, cancellation))
            {
                lock (gate)
                    others.Add(node);
            }
            else if (node.Status.Kind != FileKind.Directory)
            {
                await root.Client.RemoveAsync(node.At, cancellation);
                Interlocked.Add(ref deleted, node.Status.Kind == FileKind.File ? node.Status.SizeBytes : 0);
            }
        }, cancellationToken);

        // A directory before what is in it: then that has gone with it.
        var moved = new List<string>();
        foreach (var node in others.OrderBy(node => node.Path.Count(c => c == '/')))
        {
            if (moved.Any(path => node.Path.StartsWith(path, StringComparison.Ordinal)))
                continue;

            await setAside(node, cancellationToken);
            if (node.Status.Kind == FileKind.Directory)
                moved.Add(node.Path + "/");
        }

        var directories = nodes.Where(node => node.Status.Kind == FileKind.Directory && !others.Contains(node) && !moved.Any(path => node.Path.StartsWith(path, StringComparison.Ordinal)));
        foreach (var level in directories.GroupBy(node => node.Path.Count(c => c == '/')).OrderByDescending(level => level.Key))
            await RemoteWalk.EachAsync(root, level, (node, cancellation) => root.Client.RemoveDirectoryAsync(node.At, cancellation), cancellationToken);

        await root.Client.RemoveDirectoryAsync(tree, cancellationToken);
        return deleted;
    }
}

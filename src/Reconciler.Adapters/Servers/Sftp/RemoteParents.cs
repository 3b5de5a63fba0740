using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>
/// The directories above packages that we made, and those of their versions. Several packages may stand below one, and each receipt lists it, so
/// that whichever leaves last removes it.
/// </summary>
internal sealed class RemoteParents(RemoteRoot root, RemoteRecords records) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private HashSet<string>? known;

    /// <summary>Those above <paramref name="tree"/> that are ours or will be, since they do not exist yet; and those of the receipt that exist.</summary>
    public async Task<ImmutableArray<string>> OfAsync(ReceiptTree tree, PackageReceipt receipt, PackageReceipt? displaced, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var parents = new HashSet<string>(StringComparer.Ordinal);
            foreach (var path in receipt.Parents.Where(path => path != tree.Path || IsAboveFormer(path, receipt)))
            {
                if (await FindKindAsync(path, cancellationToken) == FileKind.Directory)
                    parents.Add(path);
            }

            foreach (var path in PublishPath.Parents(tree.Path!))
            {
                if (await IsOursAsync(path, tree, receipt, displaced, cancellationToken))
                    parents.Add(path);
            }

            known?.UnionWith(parents);
            return [.. parents.Order(PathOrder.Utf8)];
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Makes the directories above a path, and does something there while nobody removes them.</summary>
    public async Task UseAsync(string path, PackageReceipt receipt, Func<Task> action, CancellationToken cancellationToken)
    {
        if (!path.Contains('/', StringComparison.Ordinal))
        {
            await action();
            return;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            var parent = root.Path;
            foreach (var directory in PublishPath.Parents(path))
            {
                var isNew = await root.MakeAsync(parent, root.At(directory), root.PackageModes, cancellationToken);
                if (!isNew && receipt.Parents.Contains(directory) && root.PackageModes.Permissions.Directories is not null)
                    await root.Client.SetStatusAsync(root.At(directory), new(Mode: root.PackageModes.Directory), cancellationToken);

                parent = root.At(directory);
            }

            await action();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Removes those that are empty now, innermost first.</summary>
    public async Task RemoveEmptyAsync(PackageReceipt receipt, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            foreach (var path in receipt.Parents.Reverse())
                await RemoveIfEmptyAsync(path, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    /// <summary>It becomes the package itself once the package has left the path below it.</summary>
    private static bool IsAboveFormer(string path, PackageReceipt receipt) =>
        receipt.Trees.Any(former => former.PublishedAs is { } at && at != path && EntryPath.IsSameOrBelow(at, path));

    private async Task<bool> IsOursAsync(string path, ReceiptTree tree, PackageReceipt receipt, PackageReceipt? displaced, CancellationToken cancellationToken)
    {
        var kind = await FindKindAsync(path, cancellationToken);

        // What stands at a package's own path makes room for the directory of its versions, unless that is there already.
        if (path == tree.PublishedAs)
            return kind != FileKind.Directory || receipt.Parents.Contains(path) || displaced?.Parents.Contains(path) is true || receipt.Trees.Any(other => other.IsInPlace && other.PublishedAs == path);

        return kind is null || (await KnownAsync(cancellationToken)).Contains(path);
    }

    private async Task RemoveIfEmptyAsync(string path, CancellationToken cancellationToken)
    {
        if (await FindKindAsync(path, cancellationToken) != FileKind.Directory)
            return;

        try
        {
            await root.Client.RemoveDirectoryAsync(root.At(path), cancellationToken);
            await root.SyncAsync(root.Path, cancellationToken);
        }
        catch (SftpRefusedException e) when (e.Status == SftpStatus.Failure)
        {
            // Not empty: somebody else's files, or another package.
        }
    }

    private async Task<FileKind?> FindKindAsync(string path, CancellationToken cancellationToken) =>
        (await root.Client.FindStatusAsync(root.At(path), cancellationToken))?.Kind;

    private async Task<HashSet<string>> KnownAsync(CancellationToken cancellationToken) =>
        known ??= (await records.SoundReceiptsAsync(cancellationToken)).SelectMany(receipt => receipt.Parents).ToHashSet(StringComparer.Ordinal);
}

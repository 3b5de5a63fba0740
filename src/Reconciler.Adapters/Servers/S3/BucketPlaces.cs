using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>What stands at the paths of packages: pointers, and the trees that they name.</summary>
internal sealed class BucketPlaces(BucketRoot root, BucketRecords records)
{
    private const int LongestPointerBytes = 1 << 16;

    public async Task<ShownPointer> LookAsync(string path, CancellationToken cancellationToken) =>
        await root.Bucket.FindAsync(PointerKey(path), LongestPointerBytes, cancellationToken) is { } found
            ? ShownPointer.Of(path, found.Bytes, found.ETag)
            : new(path, null, null, null);

    /// <param name="shown">What was read there.</param>
    /// <returns>False: it is another one by now.</returns>
    public async Task<bool> TryReplaceAsync(ShownPointer shown, byte[] bytes, CancellationToken cancellationToken) =>
        await root.Bucket.WriteAsync(PointerKey(shown.Path), bytes, ObjectLabels.None, new(shown.ETag), cancellationToken) is not null;

    public Task DeleteAsync(ShownPointer shown, CancellationToken cancellationToken) => root.Bucket.DeleteAsync(PointerKey(shown.Path), shown.ETag, cancellationToken);

    /// <summary>The tree that the pointer there names.</summary>
    /// <returns>Null when it names none of the receipt's.</returns>
    public static ReceiptTree? FindAt(ShownPointer shown, PackageReceipt receipt) => shown.Current is { } pointer && pointer.Package == receipt.Package
        ? receipt.Trees.FirstOrDefault(tree => tree.PublishedAs == shown.Path && tree.Digest == pointer.Digest && VersionFolder.PathOf(tree) == pointer.Path)
        : null;

    /// <summary>The tree that readers see: at <paramref name="first"/>, else at a path where the receipt says that a tree was.</summary>
    public async Task<ReceiptTree?> FindCurrentAsync(ShownPointer first, PackageReceipt receipt, CancellationToken cancellationToken)
    {
        if (FindAt(first, receipt) is { } there)
            return there;

        foreach (var path in receipt.Paths(first.Path).Where(path => path != first.Path))
        {
            if (FindAt(await LookAsync(path, cancellationToken), receipt) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Whether something stands there that nobody can explain: neither a tree of the package (or of one that makes room for it) nor what is staged.</summary>
    public async Task<bool> HasSomethingElseAsync(ShownPointer shown, PackageReceipt? receipt, PackageReceipt? displaced, PackageName package, CancellationToken cancellationToken)
    {
        if (shown.IsSomebodyElses)
            return true;

        if (shown.Current is { } pointer)
            return pointer.Package != package && pointer.Package != displaced?.Package;

        // The path was ours and is free: trees that were withdrawn may still stand there, and files of others beside them are left alone.
        if (shown.Gone is not null)
            return false;

        var trees = (receipt?.Trees ?? []).Concat(displaced?.Trees ?? []).Where(tree => tree.PublishedAs == shown.Path).ToArray();
        if (trees.Any(tree => tree.Folder is null))
            return false;

        var known = trees.Select(tree => $"{tree.Folder}/").Append(PackageVersion.Pointer).ToHashSet(StringComparer.Ordinal);
        ObjectJournal? staged = null;
        await foreach (var name in root.Bucket.NamesAsync(root.Key($"{shown.Path}/"), cancellationToken))
        {
            if (known.Contains(name))
                continue;

            staged ??= await records.FindStagedAsync(package, cancellationToken);
            if (staged is null || staged.PublishAs != shown.Path || name != $"{staged.Folder}/")
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a tree that is being staged stands in a folder of its own: in that of no tree which the receipt or a pointer knows. The journal alone is not
    /// believed: what it names is written to, and deleted.
    /// </summary>
    public async Task<bool> IsApartAsync(ObjectJournal staged, PackageReceipt? receipt, CancellationToken cancellationToken) =>
        VersionFolder.IsOf(staged.Folder, staged.Digest, staged.Tree)
        && receipt?.Trees.Any(tree => tree.Id == staged.Tree || (tree.PublishedAs == staged.PublishAs && tree.Folder == staged.Folder)) is not true
        && (await LookAsync(staged.PublishAs, cancellationToken)).Current?.Path != staged.Folder;

    public TroubleException Conflict(string path) =>
        new(TroubleKind.Conflict, $"'{root.Shown(path)}/' has objects that were not placed by Reconciler; 'reconciler adopt' takes them over when their content is equal", path);

    private string PointerKey(string path) => root.Key($"{path}/{PackageVersion.Pointer}");
}

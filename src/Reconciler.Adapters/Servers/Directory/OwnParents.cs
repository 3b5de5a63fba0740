using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>
/// The directories above packages that we made. Several packages may stand below one, and each receipt lists it, so that whichever leaves
/// last removes it.
/// </summary>
internal sealed class OwnParents(ServerRecords records)
{
    private readonly Lock gate = new();

    // Directories that are no trees of ours, and never become one.
    private readonly HashSet<TreeIdentity> plain = [];
    private HashSet<string>? known;

    /// <summary>
    /// Those above <paramref name="tree"/> that are ours or will be, since they do not exist yet; and those of the receipt that exist. The directory
    /// of a package's versions is one of them.
    /// </summary>
    public ImmutableArray<string> Of(ReceiptTree tree, PackageReceipt receipt, PackageReceipt? displaced)
    {
        lock (gate)
        {
            var parents = receipt.Parents.Where(path => (path != tree.Path || IsAboveFormer(path, receipt)) && !IsMissing(path)).ToHashSet(StringComparer.Ordinal);
            foreach (var path in PublishPath.Parents(tree.Path!))
            {
                if (IsMissing(path) || Known().Contains(path) || (path == tree.PublishedAs && BecomesOurs(path, receipt, displaced)))
                    parents.Add(path);
            }

            known?.UnionWith(parents);
            return [.. parents.Order(PathOrder.Utf8)];
        }
    }

    /// <summary>Opens a package's path with the directories above it, which nobody removes meanwhile.</summary>
    /// <exception cref="TroubleException"><see cref="TroubleKind.Conflict"/>: one of them is a package.</exception>
    public void Use(string publishAs, PackageReceipt receipt, Action<PublishedPlace> action)
    {
        if (!publishAs.Contains('/', StringComparison.Ordinal))
        {
            using var place = PublishedPlace.Make(records.Folders, publishAs, static _ => false);
            action(place);
            return;
        }

        lock (gate)
        {
            RefusePackages(PublishPath.Parents(publishAs));
            using var place = PublishedPlace.Make(records.Folders, publishAs, path => MustGiveModes(receipt) && receipt.Parents.Contains(path, StringComparer.Ordinal));
            action(place);
        }
    }

    /// <summary>Removes those that are empty now, innermost first.</summary>
    public void RemoveEmpty(PackageReceipt receipt)
    {
        lock (gate)
        {
            foreach (var path in receipt.Parents.Reverse())
                RemoveIfEmpty(path, receipt);
        }
    }

    /// <summary>It becomes the package itself once the package has left the path below it.</summary>
    private static bool IsAboveFormer(string path, PackageReceipt receipt) =>
        receipt.Trees.Any(former => former.PublishedAs is { } at && at != path && EntryPath.IsSameOrBelow(at, path));

    /// <summary>A tree of ours stands there, and makes room for a directory of versions; or that is there already.</summary>
    private bool BecomesOurs(string path, PackageReceipt receipt, PackageReceipt? displaced)
    {
        using var place = PublishedPlace.Open(records.Folders, path);
        return place.Identity is { } identity
            && ((receipt.FindTree(identity) ?? displaced?.FindTree(identity)) is not null || records.Versions.IsFolderOf(place, path, receipt, displaced));
    }

    /// <summary>Inherited modes are given once; declared ones always, and when they were taken back.</summary>
    private bool MustGiveModes(PackageReceipt receipt) =>
        records.Folders.PackageModes.Permissions.Directories is not null || receipt.Trees.Any(tree => tree.Permissions.Directories is not null);

    private void RefusePackages(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            using var place = PublishedPlace.Open(records.Folders, path);
            if (place.Identity is not { } identity || plain.Contains(identity))
                continue;

            if (AllReceipts().FirstOrDefault(receipt => receipt.FindTree(identity) is not null) is { } inside)
                throw new TroubleException(TroubleKind.Conflict, $"'{place.Parent!.PathOf(place.Name)}' is package {inside.Package}, and nothing is published inside a package", path);

            plain.Add(identity);
        }
    }

    private void RemoveIfEmpty(string path, PackageReceipt receipt)
    {
        using var place = PublishedPlace.Open(records.Folders, path);
        if (place.Identity is not { } identity || receipt.FindTree(identity) is not null)
            return;

        try
        {
            place.Parent!.DeleteDirectory(place.Name);
            place.Parent.Sync();
        }
        catch (SystemCallException e) when (e.Errno is Errno.ENOTEMPTY or Errno.EEXIST or Errno.EBUSY)
        {
            // Somebody else's files, or another package.
        }
    }

    private bool IsMissing(string path)
    {
        using var place = PublishedPlace.Open(records.Folders, path);
        return place.Status is null;
    }

    private HashSet<string> Known() => known ??= AllReceipts().SelectMany(receipt => receipt.Parents).ToHashSet(StringComparer.Ordinal);

    private IEnumerable<PackageReceipt> AllReceipts() => records.Receipts.Packages().Select(records.Receipts.FindSound).OfType<PackageReceipt>();
}

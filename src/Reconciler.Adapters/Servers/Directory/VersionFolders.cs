using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>The directory of a package under <see cref="Layout.Versions"/>: its versions, and the pointer to one of them.</summary>
internal sealed class VersionFolders(ServerFolders folders, TreePlaces places, TimeProvider time)
{
    /// <summary>Whether the directory at <paramref name="path"/> is one that shows versions of the package, or of the one whose place it takes.</summary>
    public bool IsFolderOf(PublishedPlace place, string path, PackageReceipt receipt, PackageReceipt? displaced)
    {
        if (place.Identity is null)
            return false;

        using var folder = place.Parent!.OpenDirectory(place.Name);
        return Pointers.Find(folder) is { } pointer
            ? pointer.Package == receipt.Package || pointer.Package == displaced?.Package
            : ShowsTreeOf(path, receipt) || (displaced is not null && ShowsTreeOf(path, displaced)) || (receipt.Parents.Contains(path) && folder.List().Count == 0);
    }

    /// <summary>As <see cref="IsFolderOf"/>, and also one that we made and that others have put something into.</summary>
    public bool IsOwn(PublishedPlace place, string path, PackageReceipt receipt, PackageReceipt? displaced)
    {
        if (IsFolderOf(place, path, receipt, displaced))
            return true;

        return place.Identity is not null && receipt.Parents.Contains(path) && Pointers.FindAt(place) is null;
    }

    public bool ShowsTreeOf(string path, PackageReceipt receipt) =>
        receipt.Trees.Where(tree => tree.PublishedAs == path).Any(IsInSight);

    public bool IsInSight(ReceiptTree tree)
    {
        using var place = places.FindInSight(tree);
        return place is not null;
    }

    /// <exception cref="TroubleException"><see cref="TroubleKind.Conflict"/>: a third package has a tree in it.</exception>
    public void RefuseOthers(PublishedPlace place, PackageReceipt[] owners)
    {
        using var folder = place.Parent!.OpenDirectory(place.Name);
        foreach (var entry in folder.List())
        {
            if (folder.FindStatus(entry) is { Kind: FileKind.Directory } status
                && places.FindOtherOwner(TreeIdentity.Of(status), owners[0].Package) is { } other
                && owners.All(owner => owner.Package != other))
                throw new TroubleException(TroubleKind.Conflict, $"'{folder.PathOf(entry)}' is package {other}, which has not left it yet", folder.PathOf(entry));
        }
    }

    /// <summary>One that came out of sight whole: its trees come up into our folder, and what others put into it is set aside.</summary>
    public void Dissolve(DirectoryHandle trees, FileName name, PackageReceipt[] owners)
    {
        if (!TryDissolve(trees, name, identity => owners.Select(owner => owner.FindTree(identity)).FirstOrDefault(tree => tree is not null)))
            SetAside(trees, name, owners[0].Package);
    }

    /// <summary>What an interrupted change of layout may have left in our folder.</summary>
    /// <param name="find">Any tree of ours, by what it is.</param>
    /// <returns>False: it holds something that is not ours, and stays.</returns>
    public static bool TryDissolve(DirectoryHandle trees, FileName name, Func<TreeIdentity, ReceiptTree?> find)
    {
        using (var folder = trees.OpenDirectory(name))
        {
            foreach (var entry in folder.List())
            {
                if (folder.FindStatus(entry) is { Kind: FileKind.Directory } status && find(TreeIdentity.Of(status)) is { } tree)
                    folder.RenameAway(entry, trees, trees.FindStatus(tree.Id) is null ? tree.Id : TreeId.Next());
            }

            if (Pointers.Find(folder) is not null)
                folder.DeleteFile(PackageVersion.Pointer);

            if (folder.List().Count > 0)
                return false;
        }

        trees.DeleteDirectory(name);
        return true;
    }

    private void SetAside(DirectoryHandle trees, FileName name, PackageName package)
    {
        var extra = new ExtraFiles(folders, package, time.GetUtcNow());
        using (var folder = trees.OpenDirectory(name))
        {
            foreach (var entry in folder.List())
                extra.SetAside(folder, entry);
        }

        trees.DeleteDirectory(name);
    }
}

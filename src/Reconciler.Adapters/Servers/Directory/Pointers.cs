using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Reads and replaces <c>current.json</c>.</summary>
internal sealed class Pointers(ServerFolders folders, TimeProvider time)
{
    private const int LongestBytes = 1 << 16;
    private static readonly FileName name = PackageVersion.Pointer;

    /// <returns>Null when there is none, or not one of ours.</returns>
    public static Pointer? Find(DirectoryHandle folder)
    {
        if (folder.FindStatus(name) is not { Kind: FileKind.File, SizeBytes: <= LongestBytes } || SmallFiles.Read(folder, name, LongestBytes) is not { } bytes)
            return null;

        try
        {
            return Pointer.Read(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>In the directory that stands there, if one does.</summary>
    public static Pointer? FindAt(PublishedPlace place)
    {
        if (place.Identity is null)
            return null;

        using var folder = place.Parent!.OpenDirectory(place.Name);
        return Find(folder);
    }

    /// <summary>Readers find the old one or the new one, whole. Durable.</summary>
    public void Save(DirectoryHandle folder, Pointer pointer)
    {
        var former = Find(folder);
        if (former is null && folder.FindStatus(name) is not null)
            new ExtraFiles(folders, pointer.Package, time.GetUtcNow()).SetAside(folder, name);

        if (former == pointer)
            folder.Sync();
        else
            Replace(folder, pointer.Write());
    }

    /// <summary>Durable. One of another package, or of nobody, stays.</summary>
    public static void Delete(DirectoryHandle folder, PackageName package)
    {
        if (Find(folder)?.Package != package)
            return;

        folder.DeleteFile(name);
        folder.Sync();
    }

    /// <summary>Written in our own folder: a kill leaves nothing between the versions.</summary>
    private void Replace(DirectoryHandle folder, byte[] bytes)
    {
        using var beside = folders.Make(OurFolder.Receipts);
        SmallFiles.WriteDurably(folders.PackageModes, beside, folder, name, bytes);
    }
}

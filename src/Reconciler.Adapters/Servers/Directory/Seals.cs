using Reconciler.Adapters.Servers.Forms;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>The seals of a server: <c>.reconciler/seals/&lt;tree id&gt;</c>.</summary>
internal sealed class Seals(ServerFolders folders)
{
    private const int LongestBytes = 1 << 30;

    /// <returns>
    /// Null when there is none, or not one of <paramref name="tree"/>'s digest: what is not sealed is proven by reading it, so that a damaged
    /// seal costs time and nothing else.
    /// </returns>
    public Seal? Find(ReceiptTree tree) => Find(tree.Id) is { } seal && seal.Manifest.Digest == tree.Digest ? seal : null;

    public Seal? Find(string treeId)
    {
        using var directory = folders.Find(OurFolder.Seals);
        if (directory is null || SmallFiles.Read(directory, treeId, LongestBytes) is not { } bytes)
            return null;

        try
        {
            return SealText.Read(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public void Save(string treeId, Seal seal)
    {
        using var directory = folders.Make(OurFolder.Seals);
        SmallFiles.WriteDurably(folders, directory, treeId, SealText.Write(seal));
    }

    public void Delete(string treeId)
    {
        using var directory = folders.Find(OurFolder.Seals);
        if (directory is not null)
            SmallFiles.DeleteIfThere(directory, treeId);
    }
}

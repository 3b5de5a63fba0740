using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Deletes <c>.reconciler/extra</c>: what <see cref="ExtraFiles"/> kept for others.</summary>
internal static class ExtraRemoval
{
    /// <returns>Bytes of the files that are gone.</returns>
    public static long Delete(ServerFolders folders, CancellationToken cancellationToken)
    {
        using var extra = folders.Find(OurFolder.Extra);
        if (extra is null)
            return 0;

        var bytes = TreeWalk.Nodes(extra, static _ => true).Where(node => node.Status.Kind == FileKind.File).Sum(node => node.Status.SizeBytes);
        foreach (var name in extra.List())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (extra.FindStatus(name) is { Kind: FileKind.Directory })
                TreeRemoval.All.Delete(extra, name);
            else
                extra.DeleteFile(name);
        }

        extra.Sync();
        return bytes;
    }
}

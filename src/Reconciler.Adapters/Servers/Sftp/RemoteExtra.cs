using System.Globalization;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Keeps what others put into our trees: <c>.reconciler/extra/&lt;package&gt;/&lt;time&gt;/</c>, at the path that it had in the tree.</summary>
internal sealed class RemoteExtra(RemoteRoot root, TimeProvider time)
{
    public async Task SetAsideAsync(PackageName package, RemoteNode node, CancellationToken cancellationToken)
    {
        var folder = await MakeAsync(package, cancellationToken);

        // Directories above it are ours, so that their names are UTF-8.
        foreach (var parent in PublishPath.Parents(node.Path))
        {
            await root.MakeAsync(folder, folder.Below(PublishPath.LastPart(parent)), root.Modes, cancellationToken);
            folder = folder.Below(PublishPath.LastPart(parent));
        }

        await MoveAsync(node.At, folder, node.Name, cancellationToken);
    }

    public async Task SetAsideAsync(PackageName package, RemotePath at, FileName name, CancellationToken cancellationToken) =>
        await MoveAsync(at, await MakeAsync(package, cancellationToken), name, cancellationToken);

    private async Task<RemotePath> MakeAsync(PackageName package, CancellationToken cancellationToken)
    {
        var extra = await root.MakeAsync(OurFolder.Extra, cancellationToken);
        var ofPackage = extra.Below(package.Value);
        var ofNow = ofPackage.Below(time.GetUtcNow().ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        await root.MakeAsync(extra, ofPackage, root.Modes, cancellationToken);
        await root.MakeAsync(ofPackage, ofNow, root.Modes, cancellationToken);
        return ofNow;
    }

    private async Task MoveAsync(RemotePath at, RemotePath folder, FileName name, CancellationToken cancellationToken)
    {
        var isTaken = await root.Client.FindStatusAsync(folder.Below(name), cancellationToken) is not null;
        await root.Client.RenameAsync(at, isTaken ? folder.Below(TreeId.Next()) : folder.Below(name), cancellationToken);
        await root.SyncAsync(folder, cancellationToken);
    }
}

using System.Collections.Concurrent;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>A server's root over one connection, and our folder in it.</summary>
/// <param name="path">Absolute, without links.</param>
/// <param name="answered">A sign of life.</param>
internal sealed class RemoteRoot(SftpClient client, RemotePath path, FileStatus status, ServerEndpoint endpoint, Action answered)
{
    private readonly ConcurrentDictionary<string, bool> made = new(StringComparer.Ordinal);
    private volatile bool cannotSyncDirectories;

    public SftpClient Client => client;

    public RemotePath Path => path;

    public ServerEndpoint Endpoint => endpoint;

    public Action Answered => answered;

    /// <summary>Of our own folder.</summary>
    public RemoteModes Modes { get; } = new(default, status);

    /// <summary>Of packages, and of the directories above them.</summary>
    public RemoteModes PackageModes { get; } = new(endpoint.Permissions, status);

    /// <summary>Whether a name can be given to something else in one step.</summary>
    public bool Replaces => client.Version.Has(SftpVersion.PosixRename);

    /// <summary>Of files and links.</summary>
    public Atomicity Atomicity => Replaces ? Atomicity.Tree : Atomicity.None;

    /// <param name="below">A safe path.</param>
    public RemotePath At(string below) => path.Below(below);

    /// <param name="folder">One of the names in <see cref="OurFolder"/>.</param>
    public RemotePath Of(string folder) => path.Below(OurFolder.Name).Below(folder);

    public Task<long?> FreeBytesAsync(CancellationToken cancellationToken) => client.FreeBytesAsync(path, cancellationToken);

    /// <param name="folder">One of the names in <see cref="OurFolder"/>.</param>
    /// <returns>Null when it was never made.</returns>
    /// <exception cref="TroubleException">Something else has its name: a link would lead us elsewhere.</exception>
    public async Task<RemotePath?> FindAsync(string folder, CancellationToken cancellationToken)
    {
        if (made.ContainsKey(folder))
            return Of(folder);

        if (!await IsDirectoryAsync(path.Below(OurFolder.Name), cancellationToken) || !await IsDirectoryAsync(Of(folder), cancellationToken))
            return null;

        made[folder] = true;
        return Of(folder);
    }

    public async Task<RemotePath> MakeAsync(string folder, CancellationToken cancellationToken)
    {
        if (await FindAsync(folder, cancellationToken) is { } found)
            return found;

        await MakeAsync(path, path.Below(OurFolder.Name), Modes, cancellationToken);
        await MakeAsync(path.Below(OurFolder.Name), Of(folder), Modes, cancellationToken);
        made[folder] = true;
        return Of(folder);
    }

    /// <summary>The folder was deleted.</summary>
    public void Forget(string folder) => made.TryRemove(folder, out _);

    public async Task<RemotePath> MakeOursAsync(CancellationToken cancellationToken)
    {
        await MakeAsync(path, path.Below(OurFolder.Name), Modes, cancellationToken);
        return path.Below(OurFolder.Name);
    }

    /// <summary>A directory that is there for good when this returns.</summary>
    /// <returns>False: it was there.</returns>
    public async Task<bool> MakeAsync(RemotePath parent, RemotePath directory, RemoteModes modes, CancellationToken cancellationToken)
    {
        if (await IsDirectoryAsync(directory, cancellationToken))
            return false;

        try
        {
            await client.MakeDirectoryAsync(directory, cancellationToken);
        }
        catch (SftpRefusedException)
        {
            // Another of our own calls may have been faster.
            if (await IsDirectoryAsync(directory, cancellationToken))
                return false;

            throw;
        }

        await client.SetStatusAsync(directory, new(Mode: modes.Directory), cancellationToken);
        await SyncAsync(parent, cancellationToken);
        return true;
    }

    /// <exception cref="TroubleException">Something that is no directory has the name.</exception>
    public async Task<bool> IsDirectoryAsync(RemotePath directory, CancellationToken cancellationToken) =>
        await client.FindStatusAsync(directory, cancellationToken) is { } found
        && (found.Kind == FileKind.Directory ? true : throw new TroubleException(TroubleKind.Conflict, $"'{directory}' is no directory, and nothing is written through it; move it away", directory.ToString()));

    /// <summary>What a directory lists outlives a loss of power, where the server can do that.</summary>
    public async Task SyncAsync(RemotePath directory, CancellationToken cancellationToken)
    {
        if (cannotSyncDirectories || !client.Version.Has(SftpVersion.Sync))
            return;

        try
        {
            await using var handle = await client.OpenAsync(directory, OpenMode.Read, cancellationToken);
            await handle.SyncAsync(cancellationToken);
        }
        catch (SftpRefusedException)
        {
            // OpenSSH opens directories as it does files; what others do, the protocol leaves to them.
            cannotSyncDirectories = true;
        }
    }
}

using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Files that are read and written whole.</summary>
internal sealed class RemoteFiles(RemoteRoot root)
{
    private const string Temporary = "~";

    public static bool IsTemporary(FileName name) => name.Bytes.StartsWith("~"u8) || name.Bytes.EndsWith("~"u8);

    /// <returns>Null when there is none.</returns>
    /// <param name="longestBytes">More is refused: whoever can write to the server must not be able to exhaust us.</param>
    public async Task<byte[]?> ReadAsync(RemotePath directory, FileName name, int longestBytes, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(directory.Below(name), longestBytes, cancellationToken);
        if (bytes is not null || root.Replaces)
            return bytes;

        // Where nothing can be replaced, a kill may fall between the former file and the new one.
        var beside = await ReadAsync(directory.Below(Beside(name)), longestBytes, cancellationToken);
        return beside is [.., (byte)'\n'] ? beside : null;
    }

    /// <summary>Written beside, made durable, renamed, and the rename made durable: after a crash the old file or the new one is there, whole.</summary>
    public Task WriteDurablyAsync(RemotePath directory, FileName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        WriteDurablyAsync(directory, directory, name, bytes, root.Modes, cancellationToken);

    /// <param name="from">Where it is written before it is renamed, so that a kill leaves nothing in <paramref name="directory"/>.</param>
    public async Task WriteDurablyAsync(
        RemotePath from, RemotePath directory, FileName name, ReadOnlyMemory<byte> bytes, RemoteModes modes, CancellationToken cancellationToken)
    {
        var beside = root.Replaces ? from.Below((FileName)(Temporary + TreeId.Next())) : directory.Below(Beside(name));
        if (!root.Replaces)
            await DeleteIfThereAsync(beside, cancellationToken);

        await using (var file = await root.Client.OpenAsync(beside, OpenMode.Create, cancellationToken))
        {
            await file.WriteAsync(0, bytes, cancellationToken);
            if (root.Client.Version.Has(SftpVersion.Sync))
                await file.SyncBehindAsync(cancellationToken);

            await file.CloseAsAsync(new(Mode: modes.File(isExecutable: false)), cancellationToken);
        }

        await PutAsync(beside, directory.Below(name), cancellationToken);
        await root.SyncAsync(directory, cancellationToken);
    }

    /// <summary>A file or a link gets a name that another one may have: in one step where the server can.</summary>
    public async Task PutAsync(RemotePath beside, RemotePath name, CancellationToken cancellationToken)
    {
        if (root.Replaces)
        {
            await root.Client.RenameOverAsync(beside, name, cancellationToken);
            return;
        }

        await DeleteIfThereAsync(name, cancellationToken);
        await root.Client.RenameAsync(beside, name, cancellationToken);
    }

    public async Task DeleteAsync(RemotePath directory, FileName name, CancellationToken cancellationToken)
    {
        if (!root.Replaces)
            await DeleteIfThereAsync(directory.Below(Beside(name)), cancellationToken);

        await DeleteIfThereAsync(directory.Below(name), cancellationToken);
    }

    public async Task DeleteIfThereAsync(RemotePath path, CancellationToken cancellationToken)
    {
        if (await root.Client.FindStatusAsync(path, cancellationToken) is not null)
            await root.Client.RemoveAsync(path, cancellationToken);
    }

    private async Task<byte[]?> ReadAsync(RemotePath path, int longestBytes, CancellationToken cancellationToken)
    {
        if (await root.Client.FindStatusAsync(path, cancellationToken) is not { } status)
            return null;

        if (status.Kind != FileKind.File || status.SizeBytes > longestBytes)
            throw new TroubleException(TroubleKind.Conflict, $"'{path}' is none of our files ({(status.Kind == FileKind.File ? $"it has {status.SizeBytes} bytes" : "it is no file")}); move it away", path.ToString());

        await using var file = await root.Client.OpenAsync(path, OpenMode.Read, cancellationToken);
        var bytes = new List<byte>((int)status.SizeBytes);
        await file.ReadAsync(status.SizeBytes, piece => bytes.AddRange(piece), cancellationToken);
        return [.. bytes];
    }

    private static FileName Beside(FileName name) => FileName.Of([.. name.Bytes, (byte)'~']);
}

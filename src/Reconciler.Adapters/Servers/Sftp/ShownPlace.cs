using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>A path on the server, and what stands there.</summary>
/// <param name="Path">Below the root.</param>
/// <param name="At">Absolute.</param>
/// <param name="Status">Null: nothing.</param>
/// <param name="TreeId">Which of our trees a link there leads to; null: no such link.</param>
/// <param name="Pointer">In the directory there; null: none of ours.</param>
internal sealed record ShownPlace(string Path, RemotePath At, FileStatus? Status, string? TreeId, Pointer? Pointer)
{
    public bool IsDirectory => Status?.Kind == FileKind.Directory;

    /// <summary>What stands here is not ours.</summary>
    public TroubleException Conflict() =>
        new(TroubleKind.Conflict, $"'{At}' exists and was not placed by Reconciler; 'reconciler adopt' takes it over when its content is equal", Path);

    /// <summary>What stands here is ours, and has another content under the same version.</summary>
    public TroubleException VersionChanged() =>
        new(TroubleKind.Conflict, $"'{At}' is this version with another content, and what readers know by a version never changes; give the content a new version", Path);
}

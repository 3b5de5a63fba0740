using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>What a server's answers mean.</summary>
internal static class SftpTroubles
{
    // Less than this and a refusal without a reason is taken for a full disk.
    private const long NextToNothing = 1 << 20;

    /// <returns>Null for what is no trouble of the server: cancellation, missing content, a defect of ours.</returns>
    /// <param name="freeBytes">Asked where only that tells a full disk from another failure; null: the server does not tell.</param>
    public static async Task<ServerException?> OfAsync(Exception exception, ServerName server, PackageName? package, Func<Task<long?>> freeBytes) => exception switch
    {
        SftpRefusedException { Status: SftpStatus.Failure } e when await freeBytes() < NextToNothing => new(TroubleKind.NoSpace, server, $"{e.Message}; there is no room left", package, e.Path, e),
        SftpRefusedException e => new(KindOf(e.Status), server, e.Message, package, e.Path, e),
        SftpLostException e => new(e.Kind, server, e.Message, package, null, e),
        SftpProtocolException e => new(TroubleKind.IoError, server, e.Message, package, null, e),
        TroubleException e => new(e.Kind, server, e.Message, package, e.Path, e.InnerException ?? e),
        _ => null,
    };

    private static TroubleKind KindOf(SftpStatus status) => status switch
    {
        SftpStatus.PermissionDenied => TroubleKind.NoPermission,
        SftpStatus.BadMessage => TroubleKind.BadName,
        SftpStatus.NotSupported => TroubleKind.NotSupported,
        SftpStatus.NoConnection or SftpStatus.ConnectionLost => TroubleKind.Unreachable,
        _ => TroubleKind.IoError,
    };
}

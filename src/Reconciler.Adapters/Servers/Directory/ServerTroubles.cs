using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>What the system's answers mean for a server.</summary>
internal static class ServerTroubles
{
    public static TroubleKind KindOf(int errno) => errno switch
    {
        Errno.ENOSPC or Errno.EDQUOT => TroubleKind.NoSpace,
        Errno.EACCES or Errno.EPERM or Errno.EROFS => TroubleKind.NoPermission,
        Errno.ENAMETOOLONG or Errno.EILSEQ or Errno.EINVAL => TroubleKind.BadName,
        // Our own paths have no links, and files stand where files belong: somebody put something there.
        Errno.ELOOP or Errno.ENOTDIR or Errno.EISDIR or Errno.EEXIST or Errno.ENOTEMPTY or Errno.EBUSY => TroubleKind.Conflict,
        Errno.EXDEV or Errno.ENOSYS or Errno.EOPNOTSUPP or Errno.EFBIG => TroubleKind.NotSupported,
        Errno.ESTALE or Errno.ENODEV or Errno.ENXIO or Errno.ENOTCONN or Errno.ESHUTDOWN or Errno.EHOSTDOWN or Errno.EHOSTUNREACH
            or Errno.ENETDOWN or Errno.ENETUNREACH or Errno.ETIMEDOUT or Errno.ECONNREFUSED or Errno.ECONNRESET or Errno.ECONNABORTED
            or Errno.ECOMM => TroubleKind.Unreachable,
        _ => TroubleKind.IoError,
    };

    /// <returns>Null for what is no trouble of the server: cancellation, missing content, a defect of ours.</returns>
    public static ServerException? Of(Exception exception, ServerName server, PackageName? package) => exception switch
    {
        SystemCallException e => new(KindOf(e.Errno), server, e.Message, package, e.Path, e),
        TroubleException e => new(e.Kind, server, e.Message, package, e.Path, e.InnerException ?? e),
        _ => null,
    };
}

using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Which server and package a trouble is of.</summary>
internal static class S3Troubles
{
    /// <returns>Null for what is no trouble of the server: cancellation, missing content, a defect of ours.</returns>
    public static ServerException? Of(Exception exception, ServerName server, PackageName? package) => exception switch
    {
        BucketException e => new(e.Kind, server, e.Message, package, e.Key, e),
        TroubleException e => new(e.Kind, server, e.Message, package, e.Path, e.InnerException ?? e),
        _ => null,
    };
}

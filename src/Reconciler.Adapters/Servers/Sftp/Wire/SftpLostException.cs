using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>There is no connection, or none any more. Whatever was asked and not answered may have been done.</summary>
internal sealed class SftpLostException(TroubleKind kind, string message, Exception? inner = null) : IOException(message, inner)
{
    public TroubleKind Kind { get; } = kind;

    /// <summary>The server was there and did not let us in.</summary>
    public bool IsRefusedLogin { get; init; }
}

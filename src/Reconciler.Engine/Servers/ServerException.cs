using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.Servers;

/// <summary>A server did not do what it was asked. The message says what was tried on which path, and what the system answered.</summary>
public sealed class ServerException(
    TroubleKind kind, ServerName server, string message, PackageName? package = null, string? path = null, Exception? inner = null)
    : Exception(message, inner)
{
    public TroubleKind Kind { get; } = kind;

    public ServerName Server { get; } = server;

    public PackageName? Package { get; } = package;

    /// <summary>On the server; null when it is about the server as a whole.</summary>
    public string? Path { get; } = path;
}

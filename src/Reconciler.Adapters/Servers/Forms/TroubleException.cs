using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Forms;

/// <summary>Trouble as the parts of a server find it; the server adds which server and package it is.</summary>
internal sealed class TroubleException(TroubleKind kind, string message, string? path = null, Exception? inner = null) : Exception(message, inner)
{
    public TroubleKind Kind { get; } = kind;

    public string? Path { get; } = path;
}

using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Trouble as the parts of a directory server find it; <see cref="ServerTroubles"/> adds which server and package it is.</summary>
internal sealed class TroubleException(TroubleKind kind, string message, string? path = null, Exception? inner = null) : Exception(message, inner)
{
    public TroubleKind Kind { get; } = kind;

    public string? Path { get; } = path;
}

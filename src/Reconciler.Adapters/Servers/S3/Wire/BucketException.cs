using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>An S3 refused a request, or did not answer.</summary>
/// <param name="key">Null: it is about the bucket as a whole.</param>
internal sealed class BucketException(TroubleKind kind, string message, string? key, Exception? inner = null) : Exception(message, inner)
{
    public TroubleKind Kind { get; } = kind;

    public string? Key { get; } = key;
}

namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>What must be so when a write arrives, or nothing is written.</summary>
/// <param name="ETag">That the object has; null: there is none.</param>
internal sealed record WriteCondition(string? ETag)
{
    public static WriteCondition Nothing { get; } = new((string?)null);
}

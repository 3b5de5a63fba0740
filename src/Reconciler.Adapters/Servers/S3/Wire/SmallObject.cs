namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>An object that is read whole.</summary>
/// <param name="ETag">Without quotes.</param>
internal sealed record SmallObject(byte[] Bytes, string ETag);

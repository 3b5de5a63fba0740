namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>An object as a listing tells it.</summary>
/// <param name="ETag">Without quotes.</param>
internal sealed record FoundObject(string Key, long SizeBytes, string ETag, DateTimeOffset ModifiedAt);

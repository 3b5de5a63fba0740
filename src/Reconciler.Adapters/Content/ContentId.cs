using Reconciler.Core.Content;

namespace Reconciler.Adapters.Content;

/// <summary>Bytes that were read to their end.</summary>
internal readonly record struct ContentId(Digest Digest, long SizeBytes);

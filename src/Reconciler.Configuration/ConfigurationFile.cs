namespace Reconciler.Configuration;

/// <param name="Path">From the repository's root, with forward slashes.</param>
public sealed record ConfigurationFile(string Path, ReadOnlyMemory<byte> Bytes);

namespace Reconciler.Configuration;

/// <summary>A file of the configuration repository that may hold resources, or a <c>.reconcilerignore</c>.</summary>
/// <param name="Path">From the repository's root, with forward slashes.</param>
public sealed record ConfigurationFile(string Path, ReadOnlyMemory<byte> Bytes);

namespace Reconciler.Configuration;

/// <param name="Path">From the repository's root, with forward slashes.</param>
public sealed record ConfigurationFile(string Path, ReadOnlyMemory<byte> Bytes)
{
    public const int MaxSizeMiB = 10;

    /// <summary>Whether it is refused for its size. Whoever reads files need not load the bytes of one that is.</summary>
    public bool IsTooLarge { get; private init; } = IsTooLargeAt(Bytes.Length);

    public static bool IsTooLargeAt(long sizeBytes) => sizeBytes > MaxSizeMiB << 20;

    public static ConfigurationFile TooLarge(string path) => new(path, default(ReadOnlyMemory<byte>)) { IsTooLarge = true };
}

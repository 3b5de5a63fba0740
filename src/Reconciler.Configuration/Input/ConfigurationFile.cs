namespace Reconciler.Configuration.Input;

/// <summary>A file of the configuration repository. Its bytes are fetched when they are needed.</summary>
/// <param name="path">From the repository's root, with forward slashes.</param>
/// <param name="read">Gives null for a file that is larger than <see cref="MaxSizeMiB"/>, whose bytes nobody needs.</param>
/// <param name="contentId">Equal for equal bytes, as a Git blob's id is; null when nothing of the kind is known.</param>
public sealed class ConfigurationFile(string path, string? contentId, Func<ReadOnlyMemory<byte>?> read)
{
    public const int MaxSizeMiB = 10;

    public ConfigurationFile(string path, ReadOnlyMemory<byte> bytes)
        : this(path, null, () => IsTooLarge(bytes.Length) ? default(ReadOnlyMemory<byte>?) : bytes)
    {
    }

    public string Path => path;

    public string? ContentId => contentId;

    public static bool IsTooLarge(long sizeBytes) => sizeBytes > MaxSizeMiB << 20;

    /// <returns>Null when the file is too large.</returns>
    public ReadOnlyMemory<byte>? Read() => read();
}

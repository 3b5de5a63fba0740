namespace Reconciler.Configuration;

/// <summary>A file of the configuration repository. Its bytes are fetched when they are needed.</summary>
/// <param name="path">From the repository's root, with forward slashes.</param>
/// <param name="contentId">Equal for equal bytes, as a Git blob's id is; null when nothing of the kind is known.</param>
public sealed class ConfigurationFile(string path, string? contentId, Func<ReadOnlyMemory<byte>> read)
{
    public ConfigurationFile(string path, ReadOnlyMemory<byte> bytes)
        : this(path, null, () => bytes)
    {
    }

    public string Path => path;

    public string? ContentId => contentId;

    public ReadOnlyMemory<byte> Read() => read();
}

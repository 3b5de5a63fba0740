using Reconciler.Configuration.Binding;
using Reconciler.Configuration.Resolution;
using Reconciler.Configuration.Yaml;

namespace Reconciler.Configuration;

/// <summary>What the files of the last reading said: a file that has not changed since is not parsed again. For one reading at a time.</summary>
public sealed class ConfigurationCache
{
    private Dictionary<string, (string ContentId, FileReading Reading)> last = new(StringComparer.Ordinal);
    private string lastPath = "";

    internal ResolvedServers Servers { get; } = new();

    /// <param name="files">The files of one commit; what is remembered of others is forgotten.</param>
    internal FileReading[] Read(IReadOnlyCollection<ConfigurationFile> files, string configurationPath)
    {
        var known = lastPath == configurationPath ? last : [];
        var next = new Dictionary<string, (string, FileReading)>(files.Count, StringComparer.Ordinal);
        var readings = new FileReading[files.Count];
        var count = 0;
        foreach (var file in files)
        {
            var reading = file.ContentId is { } id && known.TryGetValue(file.Path, out var former) && former.ContentId == id
                ? former.Reading
                : FileReading.Of(YamlFile.Read(file.Path, file.Read().Span), configurationPath);
            if (file.ContentId is not null)
                next[file.Path] = (file.ContentId, reading);
            readings[count++] = reading;
        }

        (last, lastPath) = (next, configurationPath);
        return readings;
    }
}

using Reconciler.Configuration.Binding;
using Reconciler.Configuration.Input;
using Reconciler.Configuration.Resolution;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration;

/// <summary>What the files of the last reading said: a file that has not changed since is not parsed again. For one reading at a time.</summary>
public sealed class ConfigurationCache
{
    /// <summary>Of all files together: reading more would take longer than anybody waits.</summary>
    public const int MaxTotalMiB = 32;

    /// <summary>Of all files together: what they declare is in memory at once.</summary>
    public const int MaxTotalValues = 1_000_000;

    private Dictionary<string, (string ContentId, FileReading Reading)> last = new(StringComparer.Ordinal);
    private string lastPath = "";

    internal ResolvedServers Servers { get; } = new();

    /// <param name="files">The files of one commit; what is remembered of others is forgotten.</param>
    /// <returns>Null when they are too much together, which has been reported, and what is wrong with those before.</returns>
    internal FileReading[]? Read(IReadOnlyCollection<ConfigurationFile> files, string configurationPath, ProblemList problems)
    {
        var known = lastPath == configurationPath ? last : [];
        var next = new Dictionary<string, (string, FileReading)>(files.Count, StringComparer.Ordinal);
        var readings = new FileReading[files.Count];
        var (count, problemCount) = (0, 0);
        var cost = default(FileCost);
        foreach (var file in files)
        {
            var reading = file.ContentId is { } id && known.TryGetValue(file.Path, out var former) && former.ContentId == id
                ? former.Reading
                : FileReading.Of(YamlFile.Read(file), configurationPath);
            if (file.ContentId is not null)
                next[file.Path] = (file.ContentId, reading);
            readings[count++] = reading;
            cost += reading.Cost;
            problemCount += reading.Problems.Count;
            var limit = LimitExceededBy(cost);
            if (limit is null && problemCount <= ProblemList.LimitOfACommit)
                continue;

            problems.AddRange(readings[..count].SelectMany(each => each.Problems));
            if (limit is not null)
                problems.Add(YamlDiagnostics.ConfigurationTooLarge(SourceSpan.File(file.Path), limit));
            return null;
        }

        (last, lastPath) = (next, configurationPath);
        return readings;
    }

    private static string? LimitExceededBy(FileCost cost)
    {
        if (cost.Bytes > MaxTotalMiB << 20)
            return $"{MaxTotalMiB} MiB";

        return cost.Values > MaxTotalValues ? $"{MaxTotalValues} values" : null;
    }
}

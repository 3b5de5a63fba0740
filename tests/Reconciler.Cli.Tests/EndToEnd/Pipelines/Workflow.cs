namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>A workflow or action of GitHub, as far as its rules can be seen without running it.</summary>
internal static class Workflow
{
    /// <param name="file">How violations call it.</param>
    /// <param name="yaml">A workflow, or the metadata of an action.</param>
    internal static IEnumerable<string> Violations(string file, YamlTree yaml)
    {
        if (yaml["jobs"] is not null && yaml["permissions"]?["contents"]?.Text != "read")
            yield return $"{file}: begins without 'permissions: contents: read'; a job that needs more says so itself.";
        foreach (var step in Steps(yaml))
        {
            if (step["run"]?.Text is { } body && body.Contains("${{", StringComparison.Ordinal))
                yield return $"{file}: a run has an expression in it, and what it stands for would be read as commands; hand it over in env.";
            if (step["uses"]?.Text is { } uses && !IsPinned(uses))
                yield return $"{file}: uses {uses}; name a major version or a commit.";
        }
    }

    internal static IEnumerable<YamlTree> Steps(YamlTree yaml) => yaml["jobs"] is { } jobs
        ? jobs.Keys.SelectMany(job => jobs[job]!["steps"]!.Items)
        : yaml["runs"]!["steps"]!.Items;

    private static bool IsPinned(string uses)
    {
        if (uses.StartsWith("./", StringComparison.Ordinal))
            return true;

        var version = uses[(uses.IndexOf('@', StringComparison.Ordinal) + 1)..];
        // The example names an organisation that is not there, and says itself what to do.
        return uses.StartsWith("example-org/", StringComparison.Ordinal)
            || (version.StartsWith('v') && int.TryParse(version[1..], out _))
            || (version.Length == 40 && version.All(char.IsAsciiHexDigitLower));
    }
}

using Reconciler.Configuration.Binding;
using Reconciler.Configuration.Checks;
using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Input;
using Reconciler.Configuration.Resolution;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration;

/// <summary>The way from files to resources: YAML documents, what they declare, whether that fits together, what servers inherit.</summary>
public static class ConfigurationReader
{
    /// <param name="files">Every <c>*.yaml</c> and <c>*.yml</c> file below the configuration path, and every <c>.reconcilerignore</c>, in any order.</param>
    /// <param name="configurationPath">From the repository's root, with forward slashes; empty for the root itself.</param>
    public static ConfigurationResult Read(IEnumerable<ConfigurationFile> files, string configurationPath) =>
        Read(files, configurationPath, new ConfigurationCache());

    /// <inheritdoc cref="Read(IEnumerable{ConfigurationFile}, string)"/>
    /// <param name="cache">Of the reading before.</param>
    public static ConfigurationResult Read(IEnumerable<ConfigurationFile> files, string configurationPath, ConfigurationCache cache)
    {
        var all = files.ToArray();
        configurationPath = configurationPath.Trim('/');
        var ignore = ReconcilerIgnore.Read(all, configurationPath);
        var problems = new ProblemList(ProblemList.LimitOfACommit);
        problems.AddRange(ignore.Diagnostics);
        var resources = cache.Read(Yaml(all, ignore, configurationPath), configurationPath, problems) is { } readings
            ? Resolve(readings, configurationPath, cache.Servers, problems)
            : null;
        return new(IsValid(problems) ? resources : null, [.. problems.Diagnostics.Order()]);
    }

    /// <summary>The files that are read as configuration: not left out, and not the content of a package. In order.</summary>
    public static IEnumerable<ConfigurationFile> OwnFiles(IEnumerable<ConfigurationFile> files, string configurationPath) =>
        OwnReadings(files, configurationPath).Select(own => own.File);

    /// <summary>Every name that the files declare, whatever else is wrong with them.</summary>
    public static IEnumerable<(string Kind, string Name)> Names(IEnumerable<ConfigurationFile> files, string configurationPath) =>
        OwnReadings(files, configurationPath)
            .SelectMany(own => own.Reading.Declared.Names)
            .Select(declared => (declared.Kind, declared.Name));

    public static bool IsYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(ConfigurationFile File, FileReading Reading)> OwnReadings(IEnumerable<ConfigurationFile> files, string configurationPath)
    {
        var all = files.ToArray();
        var readings = Yaml(all, ReconcilerIgnore.Read(all, configurationPath), configurationPath)
            .Select(file => (File: file, Reading: FileReading.Of(YamlFile.Read(file), configurationPath)))
            .ToArray();
        var contents = new ContentPaths(readings.SelectMany(own => own.Reading.Sources));
        return readings.Where(own => contents.Find(own.File.Path) is null);
    }

    private static ConfigurationFile[] Yaml(ConfigurationFile[] files, ReconcilerIgnore ignore, string configurationPath)
    {
        var yaml = files.Where(file => IsYaml(file.Path) && IsBelow(file.Path, configurationPath) && !ignore.IsIgnored(file.Path)).ToArray();
        Array.Sort(yaml, (one, other) => string.CompareOrdinal(one.Path, other.Path));
        return yaml;
    }

    private static bool IsBelow(string path, string configurationPath) =>
        configurationPath.Length == 0 || EntryPath.IsSameOrBelow(path, configurationPath);

    private static bool IsValid(ProblemList problems) => problems.Diagnostics.All(problem => problem.Severity != Severity.Error);

    private static DeclaredResources Declare(FileReading[] readings, string configurationPath, ProblemList problems)
    {
        var declared = new DeclaredResources();
        var contents = new ContentPaths(readings.SelectMany(reading => reading.Sources));
        foreach (var reading in readings)
        {
            declared.Add(reading.Declared);
            problems.AddRange(contents.Find(reading.Path) is { } content ? reading.ProblemsAsContent(content, configurationPath) : reading.Problems);
        }

        return declared;
    }

    private static ResourceSet? Resolve(FileReading[] readings, string configurationPath, ResolvedServers resolved, ProblemList problems)
    {
        var declared = Declare(readings, configurationPath, problems);
        if (problems.IsFull)
            return null;

        var unread = readings.Select(reading => reading.Unread).OfType<UnreadWords>();
        var names = NameTable.Of(declared.Names, problems);
        new ReferenceCheck(names, [.. unread], problems).Check(declared);
        SiteTreeCheck.Check(declared.Sites, problems);
        GroupCycles.Check(declared.Groups, problems);
        PublishAsCheck.Check(declared.Packages, problems);
        RingCheck.Check(declared.Packages, problems);

        var policy = declared.Policies.FirstOrDefault() ?? new(Policy.Default, ServerSettings.None);
        var sites = new SiteTree(declared.Sites, policy.Servers);
        var servers = resolved.Resolve(declared.Servers, sites, problems);
        AddressCheck.Check(servers, problems);

        var resources = new ResourceSet(
            [.. declared.Sites.OrderBy(site => site.Name)],
            [.. servers.OrderBy(server => server.Name)],
            [.. declared.Groups.OrderBy(group => group.Name)],
            [.. declared.Packages.Select(package => package.Package).OrderBy(package => package.Name)],
            policy.Policy);
        if (IsValid(problems))
            RingCheck.CheckServers(declared.Packages, resources, problems);
        return resources;
    }
}

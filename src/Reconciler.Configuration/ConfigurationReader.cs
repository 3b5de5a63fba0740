using Reconciler.Configuration.Binding;
using Reconciler.Configuration.Checks;
using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Resolution;
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
        var readings = cache.Read(Yaml(all, ignore, configurationPath), configurationPath);

        var problems = new List<Diagnostic>(ignore.Diagnostics);
        var declared = Declare(readings, configurationPath, problems);
        var resources = Resolve(declared, new UnreadNames(readings.SelectMany(reading => reading.Unread)), cache.Servers, problems);

        var isValid = problems.All(problem => problem.Severity != Severity.Error);
        if (isValid)
            RingCheck.CheckServers(declared.Packages, resources, problems);

        return new(isValid ? resources : null, [.. problems.Order()]);
    }

    /// <summary>The files that are read as configuration: not left out, and not the content of a package. In order.</summary>
    public static IEnumerable<ConfigurationFile> OwnFiles(IEnumerable<ConfigurationFile> files, string configurationPath)
    {
        var all = files.ToArray();
        var yaml = Yaml(all, ReconcilerIgnore.Read(all, configurationPath), configurationPath);
        var contents = new ContentPaths(new ConfigurationCache().Read(yaml, configurationPath).SelectMany(reading => reading.Sources));
        return yaml.Where(file => contents.Find(file.Path) is null);
    }

    /// <summary>Every name that the files declare, whatever else is wrong with them.</summary>
    public static IEnumerable<(string Kind, string Name)> Names(IEnumerable<ConfigurationFile> files, string configurationPath) =>
        new ConfigurationCache().Read([.. OwnFiles(files, configurationPath)], configurationPath)
            .SelectMany(reading => reading.Declared.Names)
            .Select(declared => (declared.Kind, declared.Name));

    public static bool IsYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static ConfigurationFile[] Yaml(ConfigurationFile[] files, ReconcilerIgnore ignore, string configurationPath) =>
    [
        .. files.Where(file => IsYaml(file.Path) && IsBelow(file.Path, configurationPath) && !ignore.IsIgnored(file.Path))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    private static bool IsBelow(string path, string configurationPath) =>
        configurationPath.Length == 0 || EntryPath.IsSameOrBelow(path, configurationPath);

    private static DeclaredResources Declare(FileReading[] readings, string configurationPath, List<Diagnostic> problems)
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

    private static ResourceSet Resolve(DeclaredResources declared, UnreadNames unread, ResolvedServers resolved, List<Diagnostic> problems)
    {
        var names = NameTable.Of(declared.Names, problems);
        new ReferenceCheck(names, unread, problems).Check(declared);
        SiteTreeCheck.Check(declared.Sites, problems);
        GroupCycles.Check(declared.Groups, problems);
        PublishAsCheck.Check(declared.Packages, problems);
        RingCheck.Check(declared.Packages, problems);

        var policy = declared.Policies.FirstOrDefault() ?? new(Policy.Default, ServerSettings.None);
        var sites = new SiteTree(declared.Sites, policy.Servers);
        var servers = resolved.Resolve(declared.Servers, sites, problems);
        AddressCheck.Check(servers, problems);

        return new(
            [.. declared.Sites.OrderBy(site => site.Name)],
            [.. servers.OrderBy(server => server.Name)],
            [.. declared.Groups.OrderBy(group => group.Name)],
            [.. declared.Packages.Select(package => package.Package).OrderBy(package => package.Name)],
            policy.Policy);
    }
}

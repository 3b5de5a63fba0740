using System.Collections.Immutable;
using Reconciler.Configuration.Binding;
using Reconciler.Configuration.Checks;
using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Resolution;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration;

/// <summary>The way from files to resources: YAML documents, what they declare, whether that fits together, what servers inherit.</summary>
public static class ConfigurationReader
{
    /// <summary>Of all files together: everything is in memory at once.</summary>
    public const int MaxTotalMiB = 64;

    /// <param name="files">Every <c>*.yaml</c> and <c>*.yml</c> file below the configuration path, and every <c>.reconcilerignore</c>, in any order.</param>
    /// <param name="configurationPath">From the repository's root, with forward slashes; empty for the root itself.</param>
    public static ConfigurationResult Read(IEnumerable<ConfigurationFile> files, string configurationPath)
    {
        var problems = new List<Diagnostic>();
        var all = Bounded(files, problems);
        configurationPath = configurationPath.Trim('/');
        var ignore = ReconcilerIgnore.Read(all, configurationPath);
        var yaml = all
            .Where(file => IsYaml(file.Path) && IsBelow(file.Path, configurationPath) && !ignore.IsIgnored(file.Path))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(YamlFile.Read)
            .ToArray();

        problems.AddRange(ignore.Diagnostics);
        var declared = Declare(yaml, configurationPath, problems);
        var resources = Resolve(declared, new UnreadNames(yaml.SelectMany(file => file.Unread)), problems);

        var isValid = problems.All(problem => problem.Severity != Severity.Error);
        return new(isValid ? resources : null, [.. problems.Order()]);
    }

    public static bool IsYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes files until they are too large together, and leaves the others unread.</summary>
    private static List<ConfigurationFile> Bounded(IEnumerable<ConfigurationFile> files, List<Diagnostic> problems)
    {
        var taken = new List<ConfigurationFile>();
        var size = 0L;
        foreach (var file in files)
        {
            size += file.Bytes.Length;
            if (size > MaxTotalMiB << 20)
            {
                problems.Add(YamlDiagnostics.ConfigurationTooLarge(SourceSpan.File(file.Path), MaxTotalMiB));
                break;
            }

            taken.Add(file);
        }

        return taken;
    }

    private static bool IsBelow(string path, string configurationPath) =>
        configurationPath.Length == 0 || EntryPath.IsSameOrBelow(path, configurationPath);

    private static DeclaredResources Declare(YamlFile[] files, string configurationPath, List<Diagnostic> problems)
    {
        var declared = new DeclaredResources();
        var content = ContentPaths.Of(files.SelectMany(file => file.Documents), configurationPath);
        foreach (var file in files)
        {
            var binder = new FileBinder(file, configurationPath, declared);
            if (content.TryFind(file.Path, out var path, out var package, out var source))
                binder.BindContent(path, package, source);
            else
                binder.BindConfiguration();
            problems.AddRange(binder.Diagnostics);
        }

        return declared;
    }

    private static ResourceSet Resolve(DeclaredResources declared, UnreadNames unread, List<Diagnostic> problems)
    {
        var names = NameTable.Of(declared.Names, problems);
        new ReferenceCheck(names, unread, problems).Check(declared);
        SiteTreeCheck.Check(declared.Sites, problems);
        GroupCycles.Check(declared.Groups, problems);
        PublishAsCheck.Check(declared.Packages, problems);

        var policy = declared.Policies.FirstOrDefault() ?? new(Policy.Default, ServerSettings.None);
        var sites = new SiteTree(declared.Sites, policy.Servers);
        var servers = declared.Servers.Select(server => ServerResolution.Resolve(server, sites, problems)).OfType<DistributionServer>().ToImmutableArray();
        AddressCheck.Check(servers, problems);

        return new(
            [.. declared.Sites.OrderBy(site => site.Name)],
            [.. servers.OrderBy(server => server.Name)],
            [.. declared.Groups.OrderBy(group => group.Name)],
            [.. declared.Packages.Select(package => package.Package).OrderBy(package => package.Name)],
            policy.Policy);
    }
}

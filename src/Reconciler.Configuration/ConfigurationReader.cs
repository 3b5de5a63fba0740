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
    public const int MaxTotalMiB = 32;

    /// <inheritdoc cref="MaxTotalMiB"/>
    public const int MaxTotalValues = 1_000_000;

    /// <param name="files">Every <c>*.yaml</c> and <c>*.yml</c> file below the configuration path, and every <c>.reconcilerignore</c>, in any order.</param>
    /// <param name="configurationPath">From the repository's root, with forward slashes; empty for the root itself.</param>
    public static ConfigurationResult Read(IEnumerable<ConfigurationFile> files, string configurationPath)
    {
        configurationPath = configurationPath.Trim('/');
        var problems = new ProblemList(ProblemList.LimitOfACommit);
        if (Bounded(files, problems) is not { } all)
            return new(null, [.. problems.Diagnostics]);

        var ignore = ReconcilerIgnore.Read(all, configurationPath);
        problems.AddRange(ignore.Diagnostics);
        var read = all
            .Where(file => IsYaml(file.Path) && IsBelow(file.Path, configurationPath) && !ignore.IsIgnored(file.Path))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
        if (Parsed(read, problems) is not { } yaml)
            return new(null, [.. problems.Diagnostics.Order()]);

        var declared = Declare(yaml, configurationPath, problems);
        var resources = problems.IsFull ? null : Resolve(declared, [.. yaml.Select(file => file.Unread).OfType<UnreadWords>()], problems);
        var isValid = problems.Diagnostics.All(problem => problem.Severity != Severity.Error);
        return new(isValid ? resources : null, [.. problems.Diagnostics.Order()]);
    }

    public static bool IsYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <returns>Null when they are too large together, which has been reported; the rest of them is not even loaded then.</returns>
    private static List<ConfigurationFile>? Bounded(IEnumerable<ConfigurationFile> files, ProblemList problems)
    {
        var taken = new List<ConfigurationFile>();
        var size = 0L;
        foreach (var file in files)
        {
            taken.Add(file);
            size += file.Bytes.Length;
            if (size > MaxTotalMiB << 20)
            {
                problems.Add(YamlDiagnostics.ConfigurationTooLarge(SourceSpan.File(file.Path), $"{MaxTotalMiB} MiB"));
                return null;
            }
        }

        return taken;
    }

    /// <returns>Null when they hold too many values together, which has been reported, and what is wrong with those before.</returns>
    private static List<YamlFile>? Parsed(IEnumerable<ConfigurationFile> files, ProblemList problems)
    {
        var parsed = new List<YamlFile>();
        var values = 0;
        foreach (var file in files.Select(YamlFile.Read))
        {
            parsed.Add(file);
            values += file.ValueCount;
            if (values > MaxTotalValues)
            {
                problems.AddRange(parsed.SelectMany(each => each.Problems.Diagnostics));
                problems.Add(YamlDiagnostics.ConfigurationTooLarge(SourceSpan.File(file.Path), $"{MaxTotalValues} values"));
                return null;
            }
        }

        return parsed;
    }

    private static bool IsBelow(string path, string configurationPath) =>
        configurationPath.Length == 0 || EntryPath.IsSameOrBelow(path, configurationPath);

    private static DeclaredResources Declare(IReadOnlyList<YamlFile> files, string configurationPath, ProblemList problems)
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

    private static ResourceSet Resolve(DeclaredResources declared, UnreadWords[] unread, ProblemList problems)
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

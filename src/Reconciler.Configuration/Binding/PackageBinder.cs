using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Model;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

/// <param name="configurationPath">No source may contain it.</param>
internal sealed class PackageBinder(string configurationPath, ProblemList problems)
{
    public DeclaredPackage Bind(DocumentHead head, FieldValues spec)
    {
        var name = head.Name ?? "";
        var publishAs = spec.Setting(PackageFields.PublishAs);
        var package = new Package(
            new(name),
            spec.Find(PackageFields.Version),
            BindSource(spec) ?? new PackageSource.InRepository(name, head.NameSpan.At),
            spec.Get(PackageFields.Include, ["**"]),
            spec.Get(PackageFields.Exclude, []),
            publishAs?.Value ?? name,
            BindDistribution(spec.Find(PackageFields.Distribute)),
            spec.Get(PackageFields.Existing, Existing.Keep),
            spec.Get(PackageFields.MinHolders, 0),
            spec.Get(PackageFields.Priority, Priority.Normal),
            spec.WhereTrue(PackageFields.Retire),
            head.NameSpan.At)
        {
            LastLine = head.LastLine,
        };

        SourceSpan? nameSpan = spec.Has(PackageFields.PublishAs) ? null : head.NameSpan;
        return new(package, publishAs is null ? nameSpan : spec.ValueSpan(PackageFields.PublishAs));
    }

    /// <returns>Null when there is none; that has been reported.</returns>
    private PackageSource? BindSource(FieldValues spec)
    {
        // One without a source, or with two, has been reported by the rule of the table.
        if (spec.Find(PackageFields.Source) is not { } source || (source.Has(PackageFields.Path) && source.Has(PackageFields.Directory)))
            return null;

        if (source.Setting(PackageFields.Directory) is { } directory)
            return new PackageSource.OnSiteServer(directory.Value, source.ValueSpan(PackageFields.Directory).At);

        return source.Find(PackageFields.Path) is { } path ? InRepository(path, source.ValueSpan(PackageFields.Path)) : null;
    }

    private PackageSource.InRepository InRepository(string path, SourceSpan span)
    {
        if (path.Length == 0 || EntryPath.IsSameOrBelow(configurationPath, path))
            problems.Add(ReferenceDiagnostics.SourceContainsConfiguration(span, path.Length == 0 ? "." : path, configurationPath));
        return new(path, span.At);
    }

    private static Distribution BindDistribution(FieldValues? distribute)
    {
        if (distribute is null)
            return new([], [], [], IncludeSubsites: false, FallbackToDefaultServers: false);

        return new(
            distribute.Get(DistributionFields.To, []),
            distribute.Get(DistributionFields.Except, []),
            distribute.Get(DistributionFields.Sites, []),
            distribute.Get(DistributionFields.IncludeSubsites, fallback: false),
            distribute.Get(DistributionFields.FallbackToDefaultServers, fallback: false));
    }
}

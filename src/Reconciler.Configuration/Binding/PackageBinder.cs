using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Model;
using Reconciler.Configuration.Yaml;
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
            BindSource(spec.Find(PackageFields.Source)) ?? new PackageSource.InRepository(name, head.NameSpan.At),
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

    private PackageSource? BindSource(FieldValues? source) => source is null ? null : new SourceBinder(configurationPath, problems).Bind(source);

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

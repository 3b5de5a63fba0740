using System.Collections.Immutable;
using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Model;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

/// <param name="configurationPath">No source may contain it.</param>
internal sealed class PackageBinder(string configurationPath, ProblemList problems)
{
    private readonly SourceBinder sources = new(configurationPath, problems);

    public DeclaredPackage Bind(DocumentHead head, FieldValues spec)
    {
        var name = head.Name ?? "";
        var versions = spec.Get(RingFields.Versions, []);
        var rules = spec.Get(RingFields.Rules, []);
        var hasRings = spec.Has(RingFields.Versions) || spec.Has(RingFields.Rules);
        var publishAs = spec.Setting(PackageFields.PublishAs);
        var package = new Package(
            new(name),
            hasRings ? [.. versions.Select(item => BindVersion(head, item))] : [BindOnlyVersion(head, spec)],
            hasRings ? [.. rules.Select(RuleBinder.OfItem)] : [RuleBinder.OfDistribute(spec.Find(PackageFields.Distribute), spec.Find(PackageFields.Version), head.NameSpan.At)],
            spec.Get(RingFields.Except, []),
            spec.Get(PackageFields.Include, ["**"]),
            spec.Get(PackageFields.Exclude, []),
            publishAs?.Value ?? name,
            spec.Get(PackageFields.Existing, Existing.Keep),
            spec.Get(PackageFields.MinHolders, 0),
            spec.Get(PackageFields.Priority, Priority.Normal),
            spec.WhereTrue(PackageFields.Retire),
            head.NameSpan.At)
        {
            LastLine = head.LastLine,
        };

        SourceSpan? nameSpan = spec.Has(PackageFields.PublishAs) ? null : head.NameSpan;
        return new(package, publishAs is null ? nameSpan : spec.ValueSpan(PackageFields.PublishAs))
        {
            Rings = hasRings ? new(Words(versions, RingFields.Version), Words(rules, RingFields.RuleVersion)) : null,
        };
    }

    private PackageVersion BindOnlyVersion(DocumentHead head, FieldValues spec)
    {
        var version = spec.Setting(PackageFields.Version);
        return new(version?.Value, BindSource(head, spec.Find(PackageFields.Source)), version?.At ?? head.NameSpan.At);
    }

    private PackageVersion BindVersion(DocumentHead head, FieldValues item) =>
        new(item.Find(RingFields.Version), BindSource(head, item.Find(RingFields.Source)), item.Span.At) { LastLine = item.LastLine };

    /// <remarks>Where there is none, that has been reported; the package still takes part in what is checked between documents.</remarks>
    private PackageSource BindSource(DocumentHead head, FieldValues? source) =>
        (source is null ? null : sources.Bind(source)) ?? new PackageSource.InRepository(head.Name ?? "", head.NameSpan.At);

    private static ImmutableArray<VersionWord?> Words(ImmutableArray<FieldValues> items, Field<string> version) =>
        [.. items.Select(item => item.Find(version) is { } word ? new VersionWord(word, item.ValueSpan(version)) : null)];
}

using System.Collections.Immutable;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>A package as <c>show</c> prints it.</summary>
internal sealed class ShownPackage(PlanMade made)
{
    private readonly DesiredPlacement desired = made.Desired;

    /// <exception cref="UsageException">Only the records know it.</exception>
    internal ShownThing Of(PackageName name)
    {
        if (!desired.Packages.TryGetValue(name, out var declared))
            throw new UsageException($"package '{name}' is not declared at {desired.Commit.ShortId}; the records know it: reconciler history {name}");

        return new("package", name.Value, declared.Package.At, declared.Versions is [var version] && declared.Targets.Rules is [var rule] && declared.Package.Except.IsEmpty
            ? OfOneVersion(declared, version, rule.Rule)
            : Rings(declared));
    }

    private ShownSection[] OfOneVersion(DesiredPackage package, DesiredVersion version, Distribution rule) =>
    [
        new(null, "fields", [.. Fields(version.Version), .. Fields(package.Package)]),
        new("Who gets it", "distribute", Fields(rule)),
        new("As of this commit", "now", [.. Content(version), .. Count(desired.Wanted(package, version))]),
    ];

    private ShownSection[] Rings(DesiredPackage package) =>
    [
        new(null, "fields", [ShownField.Of("except", package.Package.Except), .. Fields(package.Package)]),
        .. package.Versions.Select((version, i) => new ShownSection(
            i == 0 ? "Versions" : null, "versions", [.. Fields(version.Version), .. Content(version).Where(field => field.Name != "version"), .. Count(desired.Wanted(package, version))]) { IsItem = true }),
        .. package.Targets.Rules.Select((rule, i) => new ShownSection(
            i == 0 ? "Who gets which: the first rule that selects a server decides" : null,
            "rules",
            [ShownField.Of("version", rule.Rule.Version).SaidAt(rule.Rule.At), .. Fields(rule.Rule), .. Count(desired.Wanted(package) & rule.Servers)]) { IsItem = true }),
    ];

    private static ShownField[] Fields(PackageVersion version) =>
    [
        ShownField.Of("version", version.Name ?? "none: the first characters of the digest"),
        ShownField.Of("source", $"{KindOf(version.Source)}{version.Source.Name}").SaidAt(version.Source.At),
    ];

    private static string KindOf(PackageSource source) => source switch
    {
        PackageSource.OnSiteServer => "directory ",
        PackageSource.InGit => "git ",
        _ => "",
    };

    private static ShownField[] Fields(Package package) =>
    [
        ShownField.Of("include", package.Include),
        ShownField.Of("exclude", package.Exclude),
        ShownField.Of("publishAs", package.PublishAs),
        ShownField.Of("existing", package.Existing == Existing.Refresh ? "refresh" : "keep"),
        ShownField.Of("minHolders", package.MinHolders),
        ShownField.Of("priority", package.Priority.ToString().ToLowerInvariant()),
        ShownField.Of("retire", package.Retire is not null).SaidAt(package.Retire),
    ];

    private static ImmutableArray<ShownField> Fields(Distribution rule) =>
    [
        rule.To.IsEmpty ? ShownField.Of("to", ServerGroup.DefaultServers).SaidAt(null) : ShownField.Of("to", rule.To),
        ShownField.Of("except", rule.Except),
        ShownField.Of("sites", rule.Sites),
        ShownField.Of("includeSubsites", rule.IncludeSubsites),
        ShownField.Of("fallbackToDefaultServers", rule.FallbackToDefaultServers),
    ];

    private static ShownField[] Content(DesiredVersion version) => version.Content is DesiredContent.Known known
        ?
        [
            ShownField.Of("version", known.Version),
            ShownField.Of("digest", known.Digest.ToString()),
            ShownField.Of("sourceCommit", known.SourceCommit),
            ShownField.Bytes("size", known.SizeBytes),
            ShownField.Time("fileTime", known.FileTime),
        ]
        : [ShownField.Of("content", (version.Content as DesiredContent.Faulty)?.Reason ?? "not read here")];

    private static ShownField[] Count(ServerSet servers) =>
    [
        ShownField.Of("count", servers.Count),
        ShownField.Of("servers", ShownResources.Names(servers)),
    ];
}

using System.Collections.Immutable;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
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

        return new("package", name.Value, declared.Package.At,
        [
            new(null, "fields", [.. declared.Package.Versions.SelectMany(Fields), .. Fields(declared.Package)]),
            .. declared.Package.Rules.Select(rule => new ShownSection("Who gets it", "distribute", Fields(rule))),
            .. declared.Versions.Select(version => new ShownSection("As of this commit", "now", Now(declared, version))),
        ]);
    }

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

    private ImmutableArray<ShownField> Now(DesiredPackage package, DesiredVersion version) =>
    [
        .. version.Content is DesiredContent.Known known
            ? (ShownField[])
            [
                ShownField.Of("version", known.Version),
                ShownField.Of("digest", known.Digest.ToString()),
                ShownField.Of("sourceCommit", known.SourceCommit),
                ShownField.Bytes("size", known.SizeBytes),
                ShownField.Time("fileTime", known.FileTime),
            ]
            : [ShownField.Of("content", ((DesiredContent.Faulty)version.Content).Reason)],
        ShownField.Of("count", desired.Wanted(package, version).Count),
        ShownField.Of("servers", ShownResources.Names(desired.Wanted(package, version))),
    ];
}

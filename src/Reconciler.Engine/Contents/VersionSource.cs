using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Contents;

/// <summary>What a reader of sources needs to know of one version of a package: where the content comes from, and which part of it belongs.</summary>
/// <param name="Version">Null: the version has no name but its digest.</param>
/// <param name="Include">Patterns; at least one.</param>
/// <param name="Exclude">Patterns.</param>
public sealed record VersionSource(
    PackageName Package, string? Version, PackageSource Source, ImmutableArray<string> Include, ImmutableArray<string> Exclude)
{
    public static VersionSource Of(Package package, PackageVersion version) =>
        new(package.Name, version.Name, version.Source, package.Include, package.Exclude);
}

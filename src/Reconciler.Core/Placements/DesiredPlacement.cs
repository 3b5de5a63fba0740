using System.Collections.Immutable;
using Reconciler.Core.Commits;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Placements;

/// <summary>Which server should hold which package, as one commit says.</summary>
/// <param name="Changes">Since the last synced commit, so that an action can name the commit that caused it.</param>
/// <param name="FindManifest">The manifest of a digest when it is known here, to count the bytes of an update; content never changes under its digest.</param>
public sealed record DesiredPlacement(
    CommitInfo Commit,
    CommitChanges Changes,
    ResourceSet Resources,
    GroupExpansion Groups,
    ImmutableSortedDictionary<PackageName, DesiredPackage> Packages,
    Func<Digest, Manifest?> FindManifest)
{
    /// <summary>What servers say of how packages stand on them.</summary>
    public ServerForms Forms { get; } = new(Resources, Groups.Declared);

    /// <param name="contents">Of each package, in the order of its versions.</param>
    public static DesiredPlacement Of(
        CommitInfo commit,
        CommitChanges changes,
        ResourceSet resources,
        ServerTable table,
        IReadOnlyDictionary<PackageName, ImmutableArray<DesiredContent>> contents,
        Func<Digest, Manifest?> findManifest)
    {
        var groups = new GroupExpansion(resources, table);
        var packages = resources.Packages.ToImmutableSortedDictionary(
            package => package.Name,
            package => DesiredPackage.Of(package, contents[package.Name], groups));
        return new(commit, changes, resources, groups, packages, findManifest);
    }

    /// <summary>The servers that should hold the package now: its targets, but for what is being emptied.</summary>
    public ServerSet Wanted(DesiredPackage package) =>
        Wanted(package, package.Targets.Servers);

    /// <summary>Those of them that should hold this version.</summary>
    public ServerSet Wanted(DesiredPackage package, DesiredVersion version) => Wanted(package, version.Servers);

    private ServerSet Wanted(DesiredPackage package, ServerSet targets) =>
        package.Package.Retire is null ? targets - Groups.Retired : Groups.Nobody;
}

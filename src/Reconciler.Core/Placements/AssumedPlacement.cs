using System.Collections.Immutable;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Placements;

/// <summary>A placement as it would be recorded if every server held what a commit says, for whoever has no records.</summary>
public static class AssumedPlacement
{
    /// <summary>What is not read where the plan is made is held by nobody: whether it would change is not known.</summary>
    public static ActualPlacement Of(DesiredPlacement desired, ServerTable servers) => ActualPlacement.None(servers) with
    {
        Packages = desired.Packages.Values
            .Select(package => new TransferPackage(package.Package.Name, servers) { Holdings = [.. package.Versions.SelectMany(version => Holdings(desired, package, version))] })
            .Where(package => !package.Holdings.IsEmpty)
            .ToImmutableSortedDictionary(package => package.Name, package => package),
        Facts = desired.Resources.Servers.ToImmutableSortedDictionary(server => server.Name, server => new ServerFacts(server.Name, server.Address.Value.Path)),
    };

    private static IEnumerable<Holding> Holdings(DesiredPlacement desired, DesiredPackage package, DesiredVersion version)
    {
        if (version.Content is not DesiredContent.Known content)
            yield break;

        var wanted = desired.Wanted(package, version);
        foreach (var (permissions, servers) in desired.Forms.ByPermissions.Select(part => (part.Said.Value, part.Servers & wanted)))
        {
            foreach (var (layout, alike) in desired.Forms.ByLayout.Select(part => (part.Said.Value, part.Servers & servers)).Where(part => !part.Item2.IsEmpty))
            {
                yield return new(content.Digest, content.Version, desired.Commit.Id, Generation: 0, alike)
                {
                    PublishAs = package.Package.PublishAs,
                    Permissions = permissions,
                    Layout = layout,
                };
            }
        }
    }
}

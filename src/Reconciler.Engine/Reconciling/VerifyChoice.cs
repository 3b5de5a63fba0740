using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Despooling;

namespace Reconciler.Engine.Reconciling;

/// <summary>Which recorded placements a verification looks at, and which it cannot.</summary>
/// <param name="WithoutManifest">The content store does not know what they should hold.</param>
/// <param name="Interrupted">Placements where an action began and did not end: the next sync settles what they hold.</param>
/// <param name="Undeclared">Servers that hold something and that no document declares (any more).</param>
/// <param name="Refused">Servers whose address the operator's settings do not allow, with the line to add.</param>
public sealed record VerifyChoice(
    ImmutableArray<VerifySet> Sets,
    ImmutableArray<VerifySet> WithoutManifest,
    int Interrupted,
    ServerSet Undeclared,
    ImmutableSortedDictionary<ServerName, string> Refused)
{
    /// <summary>Packages whose record cannot be read, and why.</summary>
    public required ImmutableSortedDictionary<PackageName, string> Corrupt { get; init; }

    /// <summary>Servers that hold something and are suspended: nobody goes there.</summary>
    public ImmutableSortedDictionary<ServerName, Suspension> Suspended { get; init; } = ImmutableSortedDictionary<ServerName, Suspension>.Empty;

    /// <summary>How many placements those hold.</summary>
    public int OnSuspended { get; init; }

    /// <summary>How many placements are looked at.</summary>
    public int Count => Sets.Sum(set => set.Servers.Count);

    public static VerifyChoice Of(
        ActualPlacement actual, ResourceSet resources, Scope scope, AllowList allowed, DateTimeOffset now, Func<Digest, Manifest?> findManifest)
    {
        var groups = new GroupExpansion(resources, actual.Servers);
        var meant = scope.ServersOf(resources, groups, actual);
        var packages = actual.Packages.Values.Where(package => scope.Includes(package.Name)).ToArray();
        var held = packages.Aggregate(actual.Servers.Empty, (all, package) => all | package.Held) & meant;
        var suspended = Suspensions.InForce(resources, actual, now).RemoveRange(resources.Servers.Select(server => server.Name).Where(server => !held.Contains(server)));
        var refused = resources.Servers
            .Where(server => held.Contains(server.Name) && !suspended.ContainsKey(server.Name))
            .Select(server => (server.Name, Line: allowed.Refuses(server.Address.Value)))
            .Where(pair => pair.Line is not null)
            .ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Line!);
        var reachable = (held & groups.Declared) - actual.Servers.SetOf(refused.Keys.Concat(suspended.Keys));

        var sets = packages.SelectMany(package => SetsOf(package, reachable)).ToLookup(set => findManifest(set.Digest) is not null);
        return new([.. sets[true]], [.. sets[false]], packages.Sum(package => (package.Interrupted & reachable).Count), held - groups.Declared, refused)
        {
            Corrupt = actual.Corrupt.Where(pair => scope.Includes(pair.Key)).ToImmutableSortedDictionary(),
            Suspended = suspended,
            OnSuspended = packages.Sum(package => (package.Held & actual.Servers.SetOf(suspended.Keys)).Count),
        };
    }

    private static IEnumerable<VerifySet> SetsOf(TransferPackage package, ServerSet reachable) =>
        from holding in package.Holdings
        let servers = (holding.Servers & reachable) - package.Interrupted
        where !servers.IsEmpty
        select new VerifySet(package.Name, holding.PublishAs ?? package.Name.Value, holding.Digest, servers);
}

using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Engine.Despooling;

/// <summary>The other packages that a placement meets on its server: whose trees have its content already, and who makes room for it.</summary>
internal sealed class Neighbours
{
    private readonly ILookup<Digest, (PackageName Package, ServerSet Servers)> holders;
    private readonly ILookup<string, (PackageName Package, ServerSet Servers)> leaving;

    internal Neighbours(Plan plan, ActualPlacement recorded)
    {
        var wanted = plan.Actions.Where(action => !action.IsHeld).Select(action => action.To?.Digest).OfType<Digest>().ToHashSet();
        holders = recorded.Packages.Values
            .SelectMany(package => package.Holdings.Select(holding => (holding.Digest, package.Name, holding.Servers))
                .Concat(package.OutOfSight.Select(tree => (tree.Digest, package.Name, tree.Servers))))
            .Where(tree => wanted.Contains(tree.Digest))
            .ToLookup(tree => tree.Digest, tree => (tree.Name, tree.Servers));
        leaving = plan.Actions.Where(action => action is { Kind: ActionKind.Remove, IsHeld: false } && recorded.Packages.ContainsKey(action.Package))
            .SelectMany(action => recorded.Packages[action.Package].Holdings, (action, holding) =>
                (Path: holding.PublishAs ?? action.Package.Value, action.Package, Servers: action.Servers & holding.Servers))
            .ToLookup(tree => tree.Path, tree => (tree.Package, tree.Servers), StringComparer.Ordinal);
    }

    internal ImmutableArray<PackageName> WithContent(Digest digest, PackageName package, ServerName server) =>
        [.. holders[digest].Where(other => other.Package != package && other.Servers.Contains(server)).Select(other => other.Package).Distinct()];

    /// <summary>A package that leaves this server in the same plan, and stands at the path that <paramref name="package"/> takes.</summary>
    internal PackageName? Displaced(string path, PackageName package, ServerName server) =>
        leaving[path].Where(other => other.Package != package && other.Servers.Contains(server)).Select(other => (PackageName?)other.Package).FirstOrDefault();
}

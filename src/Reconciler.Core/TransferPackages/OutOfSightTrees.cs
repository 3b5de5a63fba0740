using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>The register in which a server may stand several times, but once a digest.</summary>
internal static class OutOfSightTrees
{
    public static ImmutableArray<OutOfSight> WithTree(this ImmutableArray<OutOfSight> trees, OutOfSight added) =>
        trees.WithoutTree(added.Digest, added.Servers).And(added);

    public static ImmutableArray<OutOfSight> WithoutTree(this ImmutableArray<OutOfSight> trees, Digest digest, ServerSet servers)
    {
        if (!trees.Any(tree => tree.Digest == digest && tree.Servers.Overlaps(servers)))
            return trees;

        return [.. trees
            .Select(tree => tree.Digest == digest ? tree.On(tree.Servers - servers) : tree)
            .Where(tree => !tree.Servers.IsEmpty)];
    }
}

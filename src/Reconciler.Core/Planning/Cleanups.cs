using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>Finds the trees out of sight whose time has come.</summary>
internal sealed class Cleanups
{
    /// <summary>Whoever reads an old tree through an open directory has at least this long.</summary>
    internal static readonly TimeSpan ReadersGrace = TimeSpan.FromHours(1);

    private readonly ServerSet reachable;
    private readonly ImmutableArray<(int Retain, ServerSet Servers)> byRetain;
    private readonly DateTimeOffset replacedBefore;
    private readonly DateTimeOffset removedBefore;

    internal Cleanups(DesiredPlacement desired, ServerTable table, ServerHolds holds, Policy policy, DateTimeOffset now)
    {
        reachable = desired.Groups.Declared - holds.Servers;
        byRetain =
        [
            .. from server in desired.Resources.Servers
               group server.Name by server.Retain.Value into servers
               select (servers.Key, table.SetOf(servers)),
        ];
        replacedBefore = now - ReadersGrace;
        removedBefore = now - (policy.RemovalGrace > ReadersGrace ? policy.RemovalGrace : ReadersGrace);
    }

    internal IEnumerable<Cleanup> Of(TransferPackage package)
    {
        if (package.OutOfSight.IsEmpty)
            yield break;

        var due = new Dictionary<Digest, ServerSet>();
        void Add(OutOfSight tree, ServerSet servers)
        {
            if (!servers.IsEmpty)
                due[tree.Digest] = due.TryGetValue(tree.Digest, out var already) ? already | servers : servers;
        }

        var held = package.Held;
        var idle = reachable - package.Interrupted;
        foreach (var tree in package.OutOfSight.Where(tree => tree.Since <= removedBefore))
            Add(tree, (tree.IsWithdrawn ? tree.Servers : tree.Servers - held) & idle);
        foreach (var (tree, servers) in BeyondRetention(package))
        {
            if (tree.Since <= replacedBefore)
                Add(tree, servers & held & idle);
        }

        // What was seen to be current stays in this register until something is placed over it.
        foreach (var digest in due.Keys.ToArray())
            due[digest] -= package.ServersHolding(digest);

        foreach (var (digest, servers) in due.Where(pair => !pair.Value.IsEmpty).OrderBy(pair => pair.Key))
            yield return new(package.Name, digest, servers);
    }

    private IEnumerable<(OutOfSight Tree, ServerSet Servers)> BeyondRetention(TransferPackage package)
    {
        var newestFirst = package.OutOfSight.Where(tree => !tree.IsWithdrawn).OrderByDescending(tree => tree.Since).ThenBy(tree => tree.Digest).ToArray();
        foreach (var (retain, servers) in byRetain)
        {
            // haveMore[n]: servers with more than n newer trees.
            var haveMore = Enumerable.Repeat(package.Servers.Empty, retain).ToArray();
            foreach (var tree in newestFirst)
            {
                var here = tree.Servers & servers;
                yield return (tree, retain == 0 ? here : here & haveMore[retain - 1]);
                for (var n = retain - 1; n > 0; n--)
                    haveMore[n] |= haveMore[n - 1] & here;
                if (retain > 0)
                    haveMore[0] |= here;
            }
        }
    }
}

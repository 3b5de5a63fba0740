using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>Where a digest's bytes are already: current, retained and withdrawn trees of every package.</summary>
internal sealed class Reuse
{
    private readonly Dictionary<Digest, ServerSet> servers = [];
    private readonly ServerSet nowhere;

    /// <param name="wanted">Those that somebody will ask for; the others are not collected.</param>
    internal Reuse(ActualPlacement actual, IReadOnlyCollection<Digest> wanted)
    {
        nowhere = actual.Servers.Empty;
        if (wanted.Count == 0)
            return;

        var digests = wanted.ToHashSet();
        foreach (var package in actual.Packages.Values)
        {
            var unsound = package.Interrupted | package.Drifted;
            foreach (var holding in package.Holdings.Where(holding => digests.Contains(holding.Digest)))
                servers[holding.Digest] = this[holding.Digest] | (holding.Servers - unsound);
            foreach (var tree in package.OutOfSight.Where(tree => digests.Contains(tree.Digest)))
                servers[tree.Digest] = this[tree.Digest] | tree.Servers;
        }
    }

    internal ServerSet this[Digest digest] => servers.GetValueOrDefault(digest, nowhere);
}

using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Despooling;

/// <summary>Packages of a plan that get another path on a server. Where they take each other's paths in a ring, one of them goes first.</summary>
internal sealed class Moves
{
    private readonly Dictionary<(ServerName Server, string Path), PackageName> leaving = [];
    private readonly Dictionary<(ServerName Server, PackageName Package), string> taking = [];

    internal Moves(IEnumerable<PlanAction> copies, DesiredPlacement desired, ActualPlacement recorded)
    {
        foreach (var copy in copies.Where(copy => recorded.Packages.ContainsKey(copy.Package)))
        {
            var path = desired.Packages[copy.Package].Package.PublishAs;
            foreach (var holding in recorded.Packages[copy.Package].Holdings)
            {
                var former = holding.PublishAs ?? copy.Package.Value;
                if (former == path)
                    continue;

                foreach (var server in holding.Servers & copy.Servers)
                {
                    leaving[(server, former)] = copy.Package;
                    taking[(server, copy.Package)] = path;
                }
            }
        }
    }

    internal IEnumerable<(PackageName Package, ServerName Server)> Cells => taking.Keys.Select(cell => (cell.Package, cell.Server));

    /// <summary>The package that moves away from the path; null when none does.</summary>
    internal PackageName? LeaverOf(string path, PackageName package, ServerName server) =>
        leaving.TryGetValue((server, path), out var other) && other != package ? other : null;

    /// <summary>
    /// It is in a ring of packages that take each other's paths, and takes its own although that is not free yet: what stands there is taken out
    /// of sight, and published again at its new path by its own move.
    /// </summary>
    internal bool GoesFirst(PackageName package, ServerName server)
    {
        var ring = new List<PackageName> { package };
        while (Next(ring[^1], server) is { } next)
        {
            if (next == package)
                return ring.Count > 1 && ring.Min() == package;
            if (ring.Contains(next))
                return false;
            ring.Add(next);
        }

        return false;
    }

    private PackageName? Next(PackageName package, ServerName server) =>
        taking.TryGetValue((server, package), out var path) ? LeaverOf(path, package, server) : null;
}

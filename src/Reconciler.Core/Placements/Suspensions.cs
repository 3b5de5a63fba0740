using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Placements;

/// <summary>Which servers are suspended now. Git wins over the command line; a suspension that is over leaves the other one standing.</summary>
public static class Suspensions
{
    /// <returns>Null: it is not suspended.</returns>
    public static Suspension? Of(DistributionServer server, ServerFacts? facts, DateTimeOffset now) =>
        new[] { server.Suspend, facts?.Suspension }.FirstOrDefault(suspension => suspension?.IsInForce(now) == true);

    /// <summary>Of declared servers only: nothing is done on others anyway.</summary>
    public static ImmutableSortedDictionary<ServerName, Suspension> InForce(ResourceSet resources, ActualPlacement actual, DateTimeOffset now) =>
        resources.Servers
            .Select(server => (server.Name, Suspension: Of(server, actual.Facts.GetValueOrDefault(server.Name), now)))
            .Where(pair => pair.Suspension is not null)
            .ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Suspension!);
}

using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>All that a plan copies to one server.</summary>
/// <param name="Facts">Null: nothing is recorded of the server as it is reached now.</param>
internal sealed record ServerCopy(ServerName Server, long Bytes, ServerFacts? Facts)
{
    /// <summary>By the servers' names.</summary>
    internal static ImmutableArray<ServerCopy> Of(Plan plan, DesiredPlacement desired, ActualPlacement actual)
    {
        var table = actual.Servers;
        var bytes = new long[table.Count];
        var going = plan.Actions.Where(action => !action.IsHeld && action.Copy.Bytes > 0).ToArray();
        foreach (var copy in going.Select(action => action.Copy))
            copy.Servers.AddInto(bytes, copy.Bytes / copy.Servers.Count);

        var addresses = desired.Resources.Servers.ToDictionary(server => server.Name, server => server.Address.Value.Path);
        return
        [
            .. from number in desired.Groups.Union(going.Select(action => action.Copy.Servers)).NumbersByName()
               let server = table[number]
               let facts = actual.Facts.GetValueOrDefault(server)
               select new ServerCopy(server, bytes[number], facts is { IsGone: false } && facts.Address == addresses.GetValueOrDefault(server) ? facts : null),
        ];
    }
}

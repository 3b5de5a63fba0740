using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>Finds servers whose document got a new name: a name without a past, or whose past is over, at the recorded address of one that is no longer declared.</summary>
internal static class Renames
{
    internal static ImmutableArray<ServerRename> Find(DesiredPlacement desired, ActualPlacement actual)
    {
        var declared = desired.Resources.Servers.Select(server => server.Name).ToHashSet();
        var vanished = actual.Facts.Values
            .Where(facts => facts is { Address: not null, IsGone: false } && !declared.Contains(facts.Name))
            .GroupBy(facts => facts.Address!, StringComparer.Ordinal)
            .Where(sameAddress => sameAddress.Count() == 1)
            .ToDictionary(sameAddress => sameAddress.Key, sameAddress => sameAddress.Single().Name, StringComparer.Ordinal);
        if (vanished.Count == 0)
            return [];

        return
        [
            .. from server in desired.Resources.Servers
               where actual.Facts.GetValueOrDefault(server.Name) is null or { IsGone: true } or { Address: null } && vanished.ContainsKey(server.Address.Value.Path)
               select new ServerRename(vanished[server.Address.Value.Path], server.Name),
        ];
    }

    /// <summary>The records as they will read once the renames are recorded.</summary>
    internal static ActualPlacement Apply(this ImmutableArray<ServerRename> renames, ActualPlacement actual)
    {
        foreach (var rename in renames)
        {
            var former = actual.Servers.SetOf(rename.From);
            var current = actual.Servers.SetOf(rename.To);
            actual = actual with
            {
                Packages = actual.Packages.SetItems(
                    from pair in actual.Packages
                    where pair.Value.IsAbout(former)
                    select KeyValuePair.Create(pair.Key, pair.Value.Moved(former, current))),
                Facts = actual.Facts.Remove(rename.From).SetItem(rename.To, actual.Facts[rename.From] with
                {
                    Name = rename.To,
                    Suspension = actual.Facts[rename.From].Suspension ?? actual.Facts.GetValueOrDefault(rename.To)?.Suspension,
                }),
            };
        }

        return actual;
    }
}

using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Servers;

/// <summary>What may still stand in a server's claim: names that it had before, and the name of one that was forgotten at its address.</summary>
internal static class FormerNames
{
    /// <param name="isDeclared">Whoever is declared has a root of its own.</param>
    /// <param name="renamedFrom">What it is about to be recorded as renamed from.</param>
    internal static ImmutableArray<ServerName> Of(
        DistributionServer server, ActualPlacement recorded, Func<ServerName, bool> isDeclared, params IEnumerable<ServerName> renamedFrom)
    {
        var ownNames = renamedFrom.Append(server.Name).SelectMany(name => (recorded.Facts.GetValueOrDefault(name)?.FormerNames ?? []).Append(name));
        var forgotten = recorded.Facts.Values
            .Where(other => other.IsGone && other.Address == server.Address.Value.Path && !isDeclared(other.Name))
            .Select(other => other.Name);
        return [.. ownNames.Concat(forgotten).Where(name => name != server.Name).Distinct()];
    }
}

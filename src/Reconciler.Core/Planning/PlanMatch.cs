using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>
/// Compares a plan made now with a saved one. The new one is good when everything in it stands in the saved plan, and every cell of the
/// saved plan holds its <c>from</c> or its <c>to</c>; what is done already drops out.
/// </summary>
public static class PlanMatch
{
    /// <summary>The servers of <paramref name="action"/> for which <paramref name="saved"/> has the same step.</summary>
    public static ServerSet Covered(Plan saved, PlanAction action) =>
        saved.Actions
            .Where(other => other.Package == action.Package && other.Kind == action.Kind
                && other.From?.Digest == action.From?.Digest && other.To?.Digest == action.To?.Digest)
            .Aggregate(action.Servers.Table.Empty, (all, other) => all | (other.Servers & action.Servers));

    /// <summary>Every cell that moved since <paramref name="saved"/> was made; empty: <paramref name="now"/> may be carried out under it.</summary>
    /// <param name="actual">What <paramref name="now"/> was made from.</param>
    public static ImmutableArray<MovedCells> Moved(Plan saved, Plan now, ActualPlacement actual)
    {
        var placed = now.Renames.Apply(actual);
        var notSaved = from action in now.Actions
                       let servers = action.Servers - Covered(saved, action)
                       from part in BySaved(saved, action.Package, servers)
                       select new MovedCells(action.Package, part.Servers, $"{action.Kind.Word()} is not in the saved plan", part.Step, PlanText.Step(action));
        var elsewhere = from action in saved.Actions
                        from part in ByHolding(placed, action.Package, Elsewhere(action, placed))
                        select new MovedCells(
                            action.Package, part.Servers, $"holds neither what the saved plan found nor what it wants ({action.Kind.Word()})", $"holding {action.From?.Version ?? "nothing"}", $"holding {part.Held}");
        return [.. notSaved.Concat(elsewhere).OrderBy(cells => cells.Package).ThenBy(cells => cells.Reason, StringComparer.Ordinal).ThenBy(cells => cells.Servers.First)];
    }

    /// <summary>The servers, by what the saved plan is to do there.</summary>
    private static IEnumerable<(ServerSet Servers, string Step)> BySaved(Plan saved, PackageName package, ServerSet servers)
    {
        foreach (var action in saved.Actions.Where(action => action.Package == package && action.Servers.Overlaps(servers)))
        {
            yield return (action.Servers & servers, PlanText.Step(action));
            servers -= action.Servers;
        }

        if (!servers.IsEmpty)
            yield return (servers, "nothing to do");
    }

    /// <summary>The servers, by what they hold now.</summary>
    private static IEnumerable<(ServerSet Servers, string Held)> ByHolding(ActualPlacement actual, PackageName package, ServerSet servers)
    {
        foreach (var holding in actual.Packages.GetValueOrDefault(package)?.Holdings ?? [])
        {
            if (holding.Servers.Overlaps(servers))
                yield return (holding.Servers & servers, holding.Version);
            servers -= holding.Servers;
        }

        if (!servers.IsEmpty)
            yield return (servers, "nothing");
    }

    /// <remarks>An interrupted cell may hold either, and whoever visits it will see.</remarks>
    private static ServerSet Elsewhere(PlanAction action, ActualPlacement actual)
    {
        var record = actual.Packages.GetValueOrDefault(action.Package) ?? new TransferPackage(action.Package, actual.Servers);
        var holdsNothing = action.Servers - record.Held;
        var isExpected = action.From is null || action.Kind is ActionKind.Remove or ActionKind.Leave ? holdsNothing : actual.Servers.Empty;
        foreach (var version in new[] { action.From, action.To }.OfType<HeldVersion>())
            isExpected |= record.ServersHolding(version.Digest);
        return action.Servers - isExpected - record.Interrupted;
    }
}

/// <param name="Reason">For a person: how they differ.</param>
/// <param name="Was">As the saved plan has it: <c>update 3.0 to 3.1</c>, <c>nothing to do</c>, <c>holding 3.0</c>.</param>
/// <param name="Is">Likewise, now.</param>
public sealed record MovedCells(PackageName Package, ServerSet Servers, string Reason, string Was, string Is);

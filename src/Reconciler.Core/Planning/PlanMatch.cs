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
                       where !servers.IsEmpty
                       select new MovedCells(action.Package, servers, $"{action.Kind.Word()} is not in the saved plan");
        var elsewhere = from action in saved.Actions
                        let servers = Elsewhere(action, placed)
                        where !servers.IsEmpty
                        select new MovedCells(action.Package, servers, $"holds neither what the saved plan found nor what it wants ({action.Kind.Word()})");
        return [.. notSaved.Concat(elsewhere).OrderBy(cells => cells.Package).ThenBy(cells => cells.Reason, StringComparer.Ordinal).ThenBy(cells => cells.Servers.First)];
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
public sealed record MovedCells(PackageName Package, ServerSet Servers, string Reason);

using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Web.Api;

/// <summary>Every placement that is wanted or recorded, by package and server, each with its state. Sets of servers are taken apart only where a page shows them.</summary>
/// <param name="made">Of the whole estate.</param>
internal sealed class PlacementTable(PlanMade made, Scope scope, IReadOnlySet<PlacementState> states)
{
    private readonly DesiredPlacement desired = made.Desired;
    private readonly ActualPlacement actual = made.Plan.AfterRenames(made.Actual);
    private readonly ServerSet servers = scope.ServersOf(made.Desired, made.Actual);
    private readonly ILookup<PackageName, PlanAction> actions = made.Plan.Actions.Concat(made.Plan.Keeps).ToLookup(action => action.Package);

    /// <param name="last">Package and server, as <see cref="Placement.Name"/> has them; null: from the beginning.</param>
    internal Page<Placement> Page(string? last, int limit)
    {
        var (lastPackage, lastServer) = last?.Split('/', 2) is [var package, var server] ? (new PackageName(package), server) : (default, "");
        var items = new List<Placement>();
        var total = 0;
        var isMore = false;
        foreach (var name in Packages())
        {
            var of = Of(name);
            total += of.Sum(part => part.Servers.Count);
            if (last is not null && name < lastPackage)
                continue;
            if (items.Count == limit)
            {
                isMore |= of.Count > 0;
                continue;
            }

            var behind = Cells(name, of).Where(cell => last is null || name > lastPackage || string.CompareOrdinal(cell.Server.Value, lastServer) > 0).Take(limit - items.Count + 1).ToArray();
            isMore = behind.Length > limit - items.Count;
            items.AddRange(behind.Take(limit - items.Count));
        }

        return new(items, isMore ? items[^1].Name : null, total);
    }

    private SortedSet<PackageName> Packages() => [.. desired.Packages.Keys.Concat(actual.Packages.Keys).Concat(actions.Select(of => of.Key)).Where(scope.Includes)];

    private IEnumerable<Placement> Cells(PackageName name, IReadOnlyList<Part> parts)
    {
        var record = actual.Packages.GetValueOrDefault(name) ?? new TransferPackage(name, actual.Servers);
        return from server in parts.Aggregate(actual.Servers.Empty, (all, part) => all | part.Servers).ByName()
               let part = parts.First(part => part.Servers.Contains(server))
               select new Placement(desired.Packages.GetValueOrDefault(name), record, server, part.State, part.Action)
               {
                   IsWanted = desired.Packages.TryGetValue(name, out var package) && desired.Wanted(package).Contains(server),
               };
    }

    /// <summary>Disjoint.</summary>
    private List<Part> Of(PackageName name)
    {
        var parts = actions[name].Select(action => new Part(action.IsHeld ? PlacementState.Hold : StateOf(action.Kind), action, action.Servers & servers)).ToList();
        if (actual.Packages.GetValueOrDefault(name) is { } record)
        {
            // What the plan has no line for: it is left there, as was told once, or stays because of 'prune: false'.
            var rest = parts.Aggregate((record.Held | record.Interrupted) & servers, (rest, part) => rest - part.Servers);
            parts.Add(new(PlacementState.Declined, null, rest & desired.Groups.Declared));
            parts.Add(new(PlacementState.Leave, null, rest - desired.Groups.Declared));
        }

        return [.. parts.Where(part => !part.Servers.IsEmpty && (states.Count == 0 || states.Contains(part.State)))];
    }

    private static PlacementState StateOf(ActionKind kind) => kind switch
    {
        ActionKind.Place => PlacementState.Place,
        ActionKind.Update => PlacementState.Update,
        ActionKind.Refresh => PlacementState.Refresh,
        ActionKind.Remove => PlacementState.Remove,
        ActionKind.Leave => PlacementState.Leave,
        ActionKind.Keep => PlacementState.Keep,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown action"),
    };

    private sealed record Part(PlacementState State, PlanAction? Action, ServerSet Servers);
}

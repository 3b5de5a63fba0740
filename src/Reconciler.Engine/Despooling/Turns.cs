using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Despooling;

/// <summary>
/// Who goes first on one server, where packages of one plan meet there: a tree that another package reuses, or whose path it takes, is
/// withdrawn or deleted only afterwards; and a path that another package moves away from can be taken after that.
/// </summary>
internal sealed class Turns
{
    private readonly ILookup<Digest, PlanAction> byContent;
    private readonly ILookup<string, PlanAction> byPath;
    private readonly ILookup<string, (PackageName Package, ServerName Server)> leaving;
    private readonly Dictionary<(PackageName Package, ServerName Server), TaskCompletionSource> ends;

    internal Turns(Plan plan, DesiredPlacement desired, ActualPlacement recorded)
    {
        var going = plan.Actions.Where(action => !action.IsHeld).ToArray();
        var copies = going.Where(action => action.Kind is ActionKind.Place or ActionKind.Update or ActionKind.Refresh).ToArray();
        var contents = going.Where(action => action.Kind == ActionKind.Remove).Select(action => action.From!.Digest)
            .Concat(plan.Cleanups.Select(cleanup => cleanup.Digest)).ToHashSet();
        byContent = copies.Where(copy => contents.Contains(copy.To!.Digest)).ToLookup(copy => copy.To!.Digest);
        byPath = copies.ToLookup(copy => desired.Packages[copy.Package].Package.PublishAs, StringComparer.Ordinal);
        leaving = Leaving(copies, desired, recorded).ToLookup(move => move.Path, move => (move.Package, move.Server), StringComparer.Ordinal);

        var paths = going.Where(action => action.Kind == ActionKind.Remove).SelectMany(action => PathsOf(action, recorded)).ToHashSet(StringComparer.Ordinal);
        ends = copies.Where(copy => contents.Contains(copy.To!.Digest) || paths.Contains(desired.Packages[copy.Package].Package.PublishAs))
            .SelectMany(copy => copy.Servers, (copy, server) => (copy.Package, server))
            .Concat(leaving.SelectMany(moves => moves))
            .Distinct()
            .ToDictionary(cell => cell, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    /// <summary>A copy was tried; whether it succeeded is another matter.</summary>
    internal void End(PackageName package, ServerName server)
    {
        if (ends.TryGetValue((package, server), out var end))
            end.TrySetResult();
    }

    /// <summary>Ends when nobody needs the tree of <paramref name="package"/> any more.</summary>
    internal Task BeforeLeavingAsync(PackageName package, ServerName server, Digest digest, string? path) => Task.WhenAll(
        from copy in byContent[digest].Concat(path is null ? [] : byPath[path])
        where copy.Package != package && copy.Servers.Contains(server)
        select ends[(copy.Package, server)].Task);

    /// <summary>Ends when another package has moved away from the path; null when none does.</summary>
    internal Task? PathBecomingFree(PackageName package, ServerName server, string path)
    {
        var others = leaving[path].Where(move => move.Server == server && move.Package != package).ToArray();
        return others.Length == 0 ? null : Task.WhenAll(others.Select(other => ends[other].Task));
    }

    private static IEnumerable<(string Path, PackageName Package, ServerName Server)> Leaving(
        PlanAction[] copies, DesiredPlacement desired, ActualPlacement recorded) =>
        from copy in copies
        where recorded.Packages.ContainsKey(copy.Package)
        from holding in recorded.Packages[copy.Package].Holdings
        let path = holding.PublishAs ?? copy.Package.Value
        where path != desired.Packages[copy.Package].Package.PublishAs
        from server in holding.Servers & copy.Servers
        select (path, copy.Package, server);

    private static IEnumerable<string> PathsOf(PlanAction removal, ActualPlacement recorded) =>
        recorded.Packages[removal.Package].Holdings
            .Where(holding => holding.Servers.Overlaps(removal.Servers))
            .Select(holding => holding.PublishAs ?? removal.Package.Value);
}

using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Despooling;

/// <summary>
/// Who goes first on one server, where packages of one plan meet there: a tree that another package reuses, or whose path it takes, is
/// withdrawn or deleted only afterwards; and a path that another package moves away from is taken after that.
/// </summary>
internal sealed class Turns
{
    private readonly ILookup<Digest, PlanAction> byContent;
    private readonly ILookup<string, PlanAction> byPath;
    private readonly Moves moves;
    private readonly Dictionary<(PackageName Package, ServerName Server), TaskCompletionSource> ends;
    private readonly Dictionary<(PackageName Package, ServerName Server), TaskCompletionSource<bool>> prepared;

    internal Turns(Plan plan, DesiredPlacement desired, ActualPlacement recorded)
    {
        var going = plan.Actions.Where(action => !action.IsHeld).ToArray();
        var copies = going.Where(action => action.Kind is ActionKind.Place or ActionKind.Update or ActionKind.Refresh).ToArray();
        var contents = going.Where(action => action.Kind == ActionKind.Remove).Select(action => action.From!.Digest)
            .Concat(plan.Cleanups.Select(cleanup => cleanup.Digest)).ToHashSet();
        byContent = copies.Where(copy => contents.Contains(copy.To!.Digest)).ToLookup(copy => copy.To!.Digest);
        byPath = copies.ToLookup(copy => desired.Packages[copy.Package].Package.PublishAs, StringComparer.Ordinal);
        moves = new(copies, desired, recorded);
        prepared = moves.Cells.ToDictionary(cell => cell, _ => new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));

        var paths = going.Where(action => action.Kind == ActionKind.Remove).SelectMany(action => PathsOf(action, recorded)).ToHashSet(StringComparer.Ordinal);
        ends = copies.Where(copy => contents.Contains(copy.To!.Digest) || paths.Contains(desired.Packages[copy.Package].Package.PublishAs))
            .SelectMany(copy => copy.Servers, (copy, server) => (copy.Package, server))
            .Concat(moves.Cells)
            .Distinct()
            .ToDictionary(cell => cell, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    /// <summary>The content that these copies need is in the store, or could not be brought there.</summary>
    internal void Prepared(PackageName package, IEnumerable<PlanAction> copies, bool isReady)
    {
        foreach (var server in prepared.Count == 0 ? [] : copies.SelectMany(copy => copy.Servers))
        {
            if (prepared.TryGetValue((package, server), out var end))
                end.TrySetResult(isReady);
        }
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

    /// <summary>Ends when the path may be taken, as far as other packages of this plan stand in the way.</summary>
    /// <returns>The package whose tree is to make room although it has not moved yet: it is known to be able to.</returns>
    internal async Task<PackageName?> BeforeTakingAsync(PackageName package, ServerName server, string path, CancellationToken cancellationToken)
    {
        if (moves.LeaverOf(path, package, server) is not { } other)
            return null;

        if (moves.GoesFirst(package, server) && await prepared[(other, server)].Task.WaitAsync(cancellationToken))
            return other;

        await ends[(other, server)].Task.WaitAsync(cancellationToken);
        return null;
    }

    private static IEnumerable<string> PathsOf(PlanAction removal, ActualPlacement recorded) =>
        recorded.Packages[removal.Package].Holdings
            .Where(holding => holding.Servers.Overlaps(removal.Servers))
            .Select(holding => holding.PublishAs ?? removal.Package.Value);
}

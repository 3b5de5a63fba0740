using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>Counts the bytes that actions will copy, as far as the records tell.</summary>
internal sealed class Costs(DesiredPlacement desired, ActualPlacement actual, Reuse reuse)
{
    private readonly Dictionary<(Digest From, Digest To), long> differences = [];

    internal PlanAction Priced(PlanAction action) =>
        action.IsHeld || action.To is not { } to || Size(action.Package, to.Digest) is not { } size
            ? action
            : action with { Copy = Cost(action, to.Digest, size) };

    private CopyCost Cost(PlanAction action, Digest to, long size)
    {
        var fresh = action.Kind switch
        {
            ActionKind.Place or ActionKind.Update => action.Servers - reuse[to],
            ActionKind.Refresh => action.Servers & (actual.Packages.GetValueOrDefault(action.Package)?.Drifted ?? actual.Servers.Empty),
            _ => actual.Servers.Empty,
        };
        var each = action.From is { } from && action.Kind == ActionKind.Update ? Difference(from.Digest, to, size) : size;
        var copied = each == 0 ? new CopyCost(0, actual.Servers.Empty) : new(each * fresh.Count, fresh);

        // What a refresh need not copy stands where it is: nothing was saved.
        return action.Kind is ActionKind.Place or ActionKind.Update
            ? copied with { ReusedBytes = (size * action.Servers.Count) - copied.Bytes }
            : copied;
    }

    private long? Size(PackageName package, Digest digest) => desired.Packages.GetValueOrDefault(package)?.Find(digest)?.SizeBytes;

    private long Difference(Digest from, Digest to, long size)
    {
        if (!differences.TryGetValue((from, to), out var bytes))
            differences[(from, to)] = bytes = desired.FindManifest(to)?.BytesToReach(desired.FindManifest(from)) ?? size;
        return bytes;
    }
}

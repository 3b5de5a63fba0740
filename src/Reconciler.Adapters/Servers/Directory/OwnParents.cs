using System.Collections.Immutable;
using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>
/// The directories above packages that we made. Several packages may stand below one, and each receipt lists it, so that whichever leaves
/// last removes it.
/// </summary>
internal sealed class OwnParents(ServerRecords records)
{
    private readonly Lock gate = new();
    private HashSet<string>? known;

    /// <summary>Those above <paramref name="publishAs"/> that are ours or will be, since they do not exist yet; and those that the receipt has.</summary>
    public ImmutableArray<string> Of(string publishAs, PackageReceipt receipt)
    {
        var parents = receipt.Parents.ToHashSet(StringComparer.Ordinal);
        lock (gate)
        {
            foreach (var path in PublishPath.Parents(publishAs))
            {
                if (parents.Contains(path) || IsMissing(path) || Known().Contains(path))
                    parents.Add(path);
            }

            known?.UnionWith(parents);
        }

        return [.. parents.Order(PathOrder.Utf8)];
    }

    /// <summary>Nobody removes a directory between its making and its use.</summary>
    public T Using<T>(Func<T> action)
    {
        lock (gate)
            return action();
    }

    /// <summary>Removes those that are empty now, innermost first.</summary>
    public void RemoveEmpty(PackageReceipt receipt)
    {
        lock (gate)
        {
            foreach (var path in receipt.Parents.Reverse())
                RemoveIfEmpty(path);
        }
    }

    private void RemoveIfEmpty(string path)
    {
        using var place = PublishedPlace.Open(records.Folders, path);
        if (place.Identity is null)
            return;

        try
        {
            place.Parent!.DeleteDirectory(place.Name);
            place.Parent.Sync();
        }
        catch (SystemCallException e) when (e.Errno is Errno.ENOTEMPTY or Errno.EEXIST or Errno.EBUSY)
        {
            // Somebody else's files, or another package.
        }
    }

    private bool IsMissing(string path)
    {
        using var place = PublishedPlace.Open(records.Folders, path);
        return place.Status is null;
    }

    private HashSet<string> Known() => known ??= records.Receipts.Packages()
        .SelectMany(package => records.Receipts.FindSound(package)?.Parents ?? [])
        .ToHashSet(StringComparer.Ordinal);
}

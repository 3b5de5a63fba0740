using System.Collections.Concurrent;
using System.Collections.Immutable;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Finds out what a tree holds that nobody recorded, without changing it.</summary>
internal sealed class BucketReading(BucketRoot root, BucketRecords records, BucketPlaces places)
{
    /// <returns>Null when nothing stands there.</returns>
    public async Task<Manifest?> ReadAsync(PackagePlace place, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var tree = await ShownAsync(place, cancellationToken);
        var leaves = new ConcurrentBag<ManifestEntry>();
        var directories = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var isAnything = false;
        await Parallel.ForEachAsync(
            tree.ListAsync(cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = BucketRoot.AtOnce, CancellationToken = cancellationToken },
            async (there, cancellation) =>
            {
                isAnything = true;
                if (there.Path is not { } path)
                    throw Refused($"{place.PublishAs}/{there.Name}", "no package can have that name");

                if (there.IsDirectory)
                    directories[path] = there.Found.SizeBytes == 0 ? true : throw Refused($"{place.PublishAs}/{there.Name}", "it is a directory by its name and has bytes");
                else if (!ignoreExtra.Contains(PublishPath.LastPart(path), StringComparer.Ordinal))
                    leaves.Add(await EntryAsync(there, path, cancellation));
            });
        if (!isAnything)
            return null;

        var above = leaves.Select(leaf => leaf.Path).Concat(directories.Keys).SelectMany(PublishPath.Parents).ToHashSet(StringComparer.Ordinal);
        if (leaves.FirstOrDefault(leaf => above.Contains(leaf.Path) || directories.ContainsKey(leaf.Path)) is { } both)
            throw Refused($"{place.PublishAs}/{both.Path}", "it is a file and a directory");

        return Manifest.Of(leaves.Concat(directories.Keys.Where(path => !above.Contains(path)).Select(ManifestEntry.EmptyDirectory)));
    }

    /// <summary>What stands above objects in the root, ours apart.</summary>
    public async Task<ImmutableArray<string>> DirectoriesAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var name in root.Bucket.NamesAsync(root.Key(""), cancellationToken))
        {
            if (name.EndsWith('/') && PublishPath.IsAllowed(name[..^1]))
                names.Add(name[..^1]);
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>The tree that the package's pointer names; without one, what stands at the path itself.</summary>
    public async Task<TreeObjects> ShownAsync(PackagePlace place, CancellationToken cancellationToken)
    {
        var shown = await places.LookAsync(place.PublishAs, cancellationToken);
        var folder = shown.Current is { } pointer && pointer.Package == place.Package ? BucketViewing.FolderOf(pointer) : null;
        return TreeObjects.At(root, place.PublishAs, folder, (await records.FindSoundReceiptAsync(place.Package, cancellationToken))?.Receipt);
    }

    private async Task<ManifestEntry> EntryAsync(TreeObject there, string path, CancellationToken cancellationToken)
    {
        if (await ObjectComparison.HashAsync(root, there.Found, cancellationToken) is not { } read)
            throw new TroubleException(TroubleKind.IoError, $"'{path}' was changed while it was read; try again", path);

        return read.Labels.LinkTarget is { } target ? ManifestEntry.Link(path, target) : ManifestEntry.File(path, read.Labels.IsExecutable, there.Found.SizeBytes, read.Digest);
    }

    private static TroubleException Refused(string path, string why) =>
        new(TroubleKind.Conflict, $"'{path}' cannot be part of a package: {why}. Move it away", path);
}

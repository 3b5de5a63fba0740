using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Holds a tree of objects against what it should be.</summary>
/// <param name="seal">Null: nothing is known of ETags.</param>
/// <param name="proof"><see cref="ProofKind.Read"/> hashes every object, and then ETags prove nothing; anything else trusts sizes and ETags.</param>
internal sealed class ObjectComparison(BucketRoot root, Manifest manifest, ObjectSeal? seal, ProofKind proof)
{
    private readonly Dictionary<string, ManifestEntry> wanted = manifest.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
    private readonly HashSet<string> directories = [.. manifest.Entries.SelectMany(entry => PublishPath.Parents(entry.Path))];
    private readonly ConcurrentDictionary<string, SealedObject> found = new(StringComparer.Ordinal);

    /// <summary>File names that may appear without being a difference.</summary>
    public ImmutableArray<string> IgnoreExtra { get; init; } = [];

    /// <returns>Sorted by path.</returns>
    public async Task<ImmutableArray<Difference>> DifferencesAsync(TreeObjects tree, CancellationToken cancellationToken)
    {
        var differences = new ConcurrentBag<Difference>();
        await Parallel.ForEachAsync(
            tree.ListAsync(cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = BucketRoot.AtOnce, CancellationToken = cancellationToken },
            async (there, cancellation) =>
            {
                if (await DifferenceOfAsync(there, cancellation) is { } difference)
                    differences.Add(new(difference, there.Path ?? there.Name));
            });
        foreach (var path in wanted.Keys.Where(path => !found.ContainsKey(path) && differences.All(difference => difference.Path != path)))
            differences.Add(new(DifferenceKind.Missing, path));

        return [.. differences.Distinct().OrderBy(difference => difference.Path, PathOrder.Utf8)];
    }

    /// <summary>As <see cref="DifferencesAsync"/>, and the seal of a tree that is as it should be.</summary>
    public async Task<(ObjectSeal? Seal, ImmutableArray<Difference> Differences)> CaptureAsync(TreeObjects tree, CancellationToken cancellationToken)
    {
        var differences = await DifferencesAsync(tree, cancellationToken);
        return differences.IsEmpty ? (new([.. manifest.Entries.Select(entry => found[entry.Path])]), []) : (null, differences);
    }

    private async Task<DifferenceKind?> DifferenceOfAsync(TreeObject there, CancellationToken cancellationToken)
    {
        // Consoles make an object for each directory; it changes nothing.
        if (there is { IsDirectory: true, Path: { } directory, Found.SizeBytes: 0 } && directories.Contains(directory))
            return null;

        if (there.Path is null || !wanted.TryGetValue(there.Path, out var entry))
            return there.Path is { } path && IgnoreExtra.Contains(PublishPath.LastPart(path), StringComparer.Ordinal) ? null : DifferenceKind.Extra;

        if (there.IsDirectory != (entry.Kind == EntryKind.EmptyDirectory))
            return there.IsDirectory ? DifferenceKind.Extra : DifferenceKind.KindDiffers;

        found[entry.Path] = new(entry, there.Found.SizeBytes, there.Found.ETag);
        if (entry.Kind == EntryKind.EmptyDirectory)
            return there.Found.SizeBytes == 0 ? null : DifferenceKind.SizeDiffers;

        if (entry.Kind == EntryKind.File && there.Found.SizeBytes != entry.SizeBytes)
            return DifferenceKind.SizeDiffers;

        return proof == ProofKind.Read || seal is null && entry.Kind == EntryKind.Symlink
            ? await DifferenceByReadingAsync(there.Found, entry, cancellationToken)
            : DifferenceToSeal(there.Found, entry);
    }

    private DifferenceKind? DifferenceToSeal(FoundObject there, ManifestEntry entry)
    {
        if (seal?.Find(entry.Path) is not { } sealedObject)
            return null;

        return there.SizeBytes != sealedObject.SizeBytes ? DifferenceKind.SizeDiffers
            : there.ETag != sealedObject.ETag ? DifferenceKind.Replaced
            : null;
    }

    private async Task<DifferenceKind?> DifferenceByReadingAsync(FoundObject there, ManifestEntry entry, CancellationToken cancellationToken)
    {
        if (await HashAsync(root, there, cancellationToken) is not { } read)
            return DifferenceKind.Replaced;

        if (entry.Kind == EntryKind.File)
            return read.Labels.LinkTarget is not null ? DifferenceKind.KindDiffers
                : read.Digest != entry.Digest ? DifferenceKind.ContentDiffers
                : read.Labels.IsExecutable != entry.IsExecutable ? DifferenceKind.ModeDiffers
                : null;

        if (read.Labels.LinkTarget is not { } target)
            return DifferenceKind.KindDiffers;

        if (ManifestEntry.Link(entry.Path, target).Digest != entry.Digest)
            return DifferenceKind.LinkDiffers;

        return read.Digest == (LinkResolution.FileOf(manifest, entry.Path, target)?.Digest ?? Digest.Of([])) ? null : DifferenceKind.ContentDiffers;
    }

    /// <returns>Null when the object is another one by now, or gone.</returns>
    public static async Task<(Digest Digest, ObjectLabels Labels)?> HashAsync(BucketRoot root, FoundObject there, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return await root.Bucket.ReadAsync(there.Key, there.ETag, hash.AppendData, cancellationToken) is { } labels ? (new(hash.GetHashAndReset()), labels) : null;
    }
}

using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>What the bucket already holds of a package version: objects that are copied there, without crossing the wire.</summary>
internal sealed class ObjectReuse
{
    // The same bytes may stand in many trees; a touched one should not cost a transfer while another is whole.
    private const int MostSources = 4;

    private readonly BucketRoot root;
    private readonly bool mustRead;
    private readonly Dictionary<Digest, List<FoundObject>> files = [];
    private readonly Dictionary<Digest, List<FoundObject>> links = [];

    private ObjectReuse(BucketRoot root, bool mustRead)
    {
        this.root = root;
        this.mustRead = mustRead;
    }

    /// <summary>Looks through all trees of the package and of those in <see cref="StageRequest.ReuseFrom"/>.</summary>
    public static async Task<ObjectReuse> OfAsync(BucketRoot root, BucketRecords records, StageRequest request, CancellationToken cancellationToken)
    {
        var reuse = new ObjectReuse(root, request.MustRead);
        var wanted = request.Manifest.Entries.Select(entry => entry.Digest).ToHashSet();
        foreach (var package in request.ReuseFrom.Prepend(request.Place.Package).Distinct())
        {
            foreach (var tree in (await records.FindSoundReceiptAsync(package, cancellationToken))?.Receipt.Trees.Reverse() ?? [])
            {
                if (await records.FindSealAsync(tree, cancellationToken) is { } seal)
                    reuse.Add(root.Key(VersionFolder.PrefixOf(tree)), seal, wanted);
            }
        }

        return reuse;
    }

    /// <returns>The copy's ETag and how far it is proven; null when the object must be sent.</returns>
    public async Task<(string ETag, ProofKind Proof)?> TryAsync(ManifestEntry entry, string to, ObjectLabels labels, CancellationToken cancellationToken)
    {
        foreach (var source in files.GetValueOrDefault(entry.Digest) ?? [])
        {
            if (mustRead && (await ObjectComparison.HashAsync(root, source, cancellationToken))?.Digest != entry.Digest)
                continue;

            // The copy is of the object with this ETag, or none is made.
            if (await root.Uploads.CopyAsync(source, to, labels, cancellationToken) is { } eTag)
                return (eTag, mustRead ? ProofKind.Read : ProofKind.Stat);
        }

        return null;
    }

    /// <summary>Of a link that is whole in the bucket, so that the content store need not be asked.</summary>
    public async Task<string?> FindLinkTargetAsync(ManifestEntry entry, CancellationToken cancellationToken)
    {
        foreach (var source in links.GetValueOrDefault(entry.Digest) ?? [])
        {
            if ((await root.Bucket.FindLabelsAsync(source.Key, cancellationToken))?.Labels.LinkTarget is { } target && ManifestEntry.Link(entry.Path, target).Digest == entry.Digest)
                return target;
        }

        return null;
    }

    private void Add(string prefix, ObjectSeal seal, HashSet<Digest> wanted)
    {
        foreach (var (entry, size, eTag) in seal.Entries.Where(entry => wanted.Contains(entry.Entry.Digest)))
        {
            var kind = entry.Kind switch { EntryKind.File => files, EntryKind.Symlink => links, _ => null };
            if (kind is null)
                continue;

            if (!kind.TryGetValue(entry.Digest, out var sources))
                kind[entry.Digest] = sources = [];

            if (sources.Count < MostSources)
                sources.Add(new(prefix + entry.Path, size, eTag, default));
        }
    }
}

using Reconciler.Core.Content;

namespace Reconciler.Adapters.Content;

/// <summary>Takes out of the content store what nobody needs.</summary>
internal sealed class ContentCollection(ContentDirectory directory, ContentStore store, DateTimeOffset olderThan, CancellationToken cancellationToken)
{
    internal CollectedContent Collect(IReadOnlySet<Digest> keep)
    {
        var manifests = Delete(directory.AllManifests().Where(manifest => !keep.Contains(manifest.Digest)).Select(manifest => manifest.File));
        var named = NamedObjects();
        var objects = Delete(directory.AllObjects().Where(found => !named.Contains(found.Digest)).Select(found => found.File));
        var abandoned = Delete(directory.AllIncoming().Concat(directory.AllDownloads()).Concat(directory.AllStamps()));
        var blocks = Delete(directory.AllBlocks().Where(found => found.Digest is not { } digest || !named.Contains(digest)).Select(found => found.File));
        return new(manifests.Count, objects.Count, manifests.Bytes + objects.Bytes + abandoned.Bytes + blocks.Bytes);
    }

    private HashSet<Digest> NamedObjects()
    {
        var named = new HashSet<Digest>();
        foreach (var (digest, _) in directory.AllManifests())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (store.FindManifest(digest) is { } manifest)
                named.UnionWith(manifest.Entries.Select(entry => entry.Digest));
        }

        return named;
    }

    private (int Count, long Bytes) Delete(IEnumerable<FileInfo> unwanted)
    {
        var (count, bytes) = (0, 0L);
        foreach (var file in unwanted.Where(file => file.LastWriteTimeUtc < olderThan.UtcDateTime).ToArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            bytes += file.Length;
            file.Delete();
            count++;
        }

        return (count, bytes);
    }
}

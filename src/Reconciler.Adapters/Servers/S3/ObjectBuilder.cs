using System.Collections.Concurrent;
using System.Text;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Fills a staged tree, many objects at once: by what an interrupted run left there, by what the bucket holds, by sending.</summary>
/// <param name="left">What an interrupted run left, by path; null: this is the first.</param>
internal sealed class ObjectBuilder(
    BucketRoot root, TreeObjects tree, StageRequest request, ObjectReuse reuse, ObjectSource source, BufferBudget buffers, IReadOnlyDictionary<string, FoundObject>? left)
{
    private readonly LargeUpload large = new(root, source, buffers);
    private readonly ConcurrentDictionary<string, SealedObject> built = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<ProofKind> proofs = [];
    private readonly HashSet<string> links = [.. request.Manifest.Entries.Where(entry => entry.Kind == EntryKind.Symlink).Select(entry => entry.Path)];

    /// <returns>What was built, and the proof of its weakest entry.</returns>
    public async Task<(ObjectSeal Seal, ProofKind Proof)> BuildAsync(CancellationToken cancellationToken)
    {
        // The largest first, so that none is left to the end.
        await BucketRoot.EachAsync(Entries(EntryKind.File).OrderByDescending(entry => entry.SizeBytes), BuildFileAsync, cancellationToken);
        await BucketRoot.EachAsync(Entries(EntryKind.Symlink), BuildLinkAsync, cancellationToken);
        await BucketRoot.EachAsync(Entries(EntryKind.EmptyDirectory), BuildDirectoryAsync, cancellationToken);
        return (new([.. request.Manifest.Entries.Select(entry => built[entry.Path])]), proofs.Contains(ProofKind.Stat) ? ProofKind.Stat
            : proofs.Contains(ProofKind.Written) || proofs.IsEmpty ? ProofKind.Written
            : ProofKind.Read);
    }

    private IEnumerable<ManifestEntry> Entries(EntryKind kind) => request.Manifest.Entries.Where(entry => entry.Kind == kind);

    private async Task BuildFileAsync(ManifestEntry entry, CancellationToken cancellationToken)
    {
        var key = tree.KeyOf(entry.Path);
        var labels = new ObjectLabels(entry.Digest, entry.IsExecutable);
        var (eTag, proof) = await FindLeftAsync(entry, cancellationToken)
            ?? await reuse.TryAsync(entry, key, labels, cancellationToken)
            ?? (await SendAsync(entry, key, labels, cancellationToken), ProofKind.Written);
        proofs.Add(proof);
        built[entry.Path] = new(entry, entry.SizeBytes, eTag);
    }

    private Task<string> SendAsync(ManifestEntry entry, string key, ObjectLabels labels, CancellationToken cancellationToken) => entry.SizeBytes >= LargeUpload.FromBytes
        ? large.SendAsync(entry, key, labels, mayContinue: left is not null, cancellationToken)
        : SendWholeAsync(entry, key, labels, cancellationToken);

    private async Task<string> SendWholeAsync(ManifestEntry entry, string key, ObjectLabels labels, CancellationToken cancellationToken)
    {
        using var buffer = await buffers.RentAsync((int)entry.SizeBytes, cancellationToken);
        await source.ReadWholeAsync(entry, buffer.Memory, cancellationToken);
        var eTag = await root.Bucket.WriteAsync(key, buffer.Memory, labels, condition: null, cancellationToken);
        source.Sent(entry.SizeBytes);
        return eTag!;
    }

    /// <summary>
    /// What an interrupted run wrote at this key is whole, as an S3 shows no half objects. It is used when its labels are what they should be, and its MD5, for
    /// what was sent whole, is that of the store's bytes.
    /// </summary>
    private async Task<(string ETag, ProofKind Proof)?> FindLeftAsync(ManifestEntry entry, CancellationToken cancellationToken)
    {
        if (request.MustRead || left?.GetValueOrDefault(entry.Path) is not { } there || there.SizeBytes != entry.SizeBytes)
            return null;

        if (await root.Bucket.FindLabelsAsync(there.Key, cancellationToken) is not { } found
            || found.ETag != there.ETag || found.Labels != new ObjectLabels(entry.Digest, entry.IsExecutable))
            return null;

        if (entry.SizeBytes < LargeUpload.FromBytes)
        {
            using var buffer = await buffers.RentAsync((int)entry.SizeBytes, cancellationToken);
            await source.ReadWholeAsync(entry, buffer.Memory, cancellationToken);
            if (Md5.ETag(Md5.Of(buffer.Memory.Span)) == there.ETag)
                return (there.ETag, ProofKind.Stat);
        }

        return (await ObjectComparison.HashAsync(root, there, cancellationToken))?.Digest == entry.Digest ? (there.ETag, ProofKind.Read) : null;
    }

    private async Task BuildLinkAsync(ManifestEntry entry, CancellationToken cancellationToken)
    {
        var target = await reuse.FindLinkTargetAsync(entry, cancellationToken) ?? await LinkTargetAsync(entry, cancellationToken);
        if (!LinkTarget.StaysInside(entry.Path, target, links.Contains))
            throw new TroubleException(TroubleKind.BadName, $"the link '{entry.Path}' would lead out of the package", entry.Path);

        var file = LinkResolution.FileOf(request.Manifest, entry.Path, target);
        var labels = new ObjectLabels(file?.Digest ?? Digest.Of([]), file?.IsExecutable ?? false, target);
        var key = tree.KeyOf(entry.Path);
        var eTag = file is null
            ? await root.Bucket.WriteAsync(key, default, labels, condition: null, cancellationToken)
            : await root.Uploads.CopyAsync(new(tree.KeyOf(file.Path), file.SizeBytes, built[file.Path].ETag, default), key, labels, cancellationToken);
        built[entry.Path] = new(entry, file?.SizeBytes ?? 0, eTag ?? throw new TroubleException(TroubleKind.IoError, $"'{file!.Path}' was changed by somebody while it was staged; it is begun anew by the next run", entry.Path));
    }

    private async Task<string> LinkTargetAsync(ManifestEntry entry, CancellationToken cancellationToken)
    {
        var target = new byte[entry.SizeBytes];
        await source.ReadWholeAsync(entry, target, cancellationToken);
        source.Sent(entry.SizeBytes);
        return Encoding.UTF8.GetString(target);
    }

    private async Task BuildDirectoryAsync(ManifestEntry entry, CancellationToken cancellationToken)
    {
        var eTag = await root.Bucket.WriteAsync(tree.KeyOf($"{entry.Path}/"), default, ObjectLabels.None, condition: null, cancellationToken);
        built[entry.Path] = new(entry, 0, eTag!);
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Holds a tree against what it should be.</summary>
/// <param name="seal">Null: nothing is known of times and modes, and only the executable bit of a mode counts.</param>
/// <param name="proof"><see cref="ProofKind.Read"/> hashes every file, and then times prove nothing; anything else trusts sizes and times.</param>
internal sealed class RemoteComparison(RemoteRoot root, Manifest manifest, Seal? seal, ProofKind proof)
{
    // A login of its own takes about as long as reading so much.
    private const long WorthHashingThere = 4 << 20;

    private readonly Dictionary<string, ManifestEntry> wanted = manifest.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
    private readonly HashSet<string> directories = DirectoriesOf(manifest);
    private readonly ConcurrentBag<SealedEntry> found = [];
    private Dictionary<string, Digest> hashedThere = [];

    /// <summary>File names that may appear without being a difference.</summary>
    public ImmutableArray<string> IgnoreExtra { get; init; } = [];

    /// <summary>For <see cref="ProofKind.RemoteHash"/>; without it everything is read back.</summary>
    public RemoteHashing? Hashing { get; init; }

    /// <summary>How what was compared is proven: as was asked, or better.</summary>
    public ProofKind Proof => proof == ProofKind.RemoteHash && hashedThere.Count == 0 ? ProofKind.Read : proof;

    /// <returns>Sorted by path.</returns>
    public async Task<ImmutableArray<Difference>> DifferencesAsync(RemotePath tree, CancellationToken cancellationToken)
    {
        var differences = new ConcurrentBag<Difference>();
        var mode = (await root.Client.FindStatusAsync(tree, cancellationToken))?.Mode;
        if (seal is not null && mode != seal.Mode)
            differences.Add(new(DifferenceKind.ModeDiffers, ""));

        var nodes = await RemoteWalk.NodesAsync(root, tree, IsOfThePackage, cancellationToken);
        hashedThere = await HashThereAsync(nodes, cancellationToken);
        await RemoteWalk.EachAsync(root, nodes, async (node, cancellation) =>
        {
            if (await DifferenceOfAsync(node, cancellation) is { } difference)
                differences.Add(new(difference, node.Path));
        }, cancellationToken);

        var there = nodes.Where(node => node.HasPackageName).Select(node => node.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var path in wanted.Keys.Where(path => !there.Contains(path)))
            differences.Add(new(DifferenceKind.Missing, path));

        return [.. differences.OrderBy(difference => difference.Path, PathOrder.Utf8)];
    }

    /// <summary>As <see cref="DifferencesAsync"/>, and the seal of a tree that is as it should be.</summary>
    public async Task<(Seal? Seal, ImmutableArray<Difference> Differences)> CaptureAsync(RemotePath tree, CancellationToken cancellationToken)
    {
        var differences = await DifferencesAsync(tree, cancellationToken);
        var mode = (await root.Client.FindStatusAsync(tree, cancellationToken))?.Mode ?? 0;
        return differences.IsEmpty ? (new(mode, [.. found.OrderBy(entry => entry.Entry.Path, PathOrder.Utf8)]), []) : (null, differences);
    }

    public static async Task<Digest> HashAsync(RemoteRoot root, RemotePath path, long sizeBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = await root.Client.OpenAsync(path, OpenMode.Read, cancellationToken);
        await file.HashAsync(hash, sizeBytes, cancellationToken);
        return new(hash.GetHashAndReset());
    }

    /// <returns>By path; empty where the server cannot, or where it would take longer than to read the files back.</returns>
    private async Task<Dictionary<string, Digest>> HashThereAsync(List<RemoteNode> nodes, CancellationToken cancellationToken)
    {
        if (proof != ProofKind.RemoteHash || Hashing is null)
            return [];

        var files = nodes.Where(node => node is { HasPackageName: true, Status.Kind: FileKind.File } && wanted.TryGetValue(node.Path, out var entry) && entry.SizeBytes == node.Status.SizeBytes).ToArray();
        if (files.Sum(file => file.Status.SizeBytes) < WorthHashingThere)
            return [];

        var digests = await Hashing.HashAsync([.. files.Select(file => (file.At, file.Status.SizeBytes))], cancellationToken);
        return digests is null ? [] : files.Zip(digests).ToDictionary(pair => pair.First.Path, pair => pair.Second, StringComparer.Ordinal);
    }

    private bool IsOfThePackage(RemoteNode directory) =>
        directory.HasPackageName && (directories.Contains(directory.Path) || (wanted.TryGetValue(directory.Path, out var entry) && entry.Kind == EntryKind.EmptyDirectory));

    private async Task<DifferenceKind?> DifferenceOfAsync(RemoteNode node, CancellationToken cancellationToken)
    {
        root.Answered();
        if (node.HasPackageName && directories.Contains(node.Path))
            return DifferenceOfDirectory(node, ManifestEntry.EmptyDirectory(node.Path));

        if (!node.HasPackageName || !wanted.TryGetValue(node.Path, out var entry))
            return node.Status.Kind == FileKind.File && IgnoreExtra.Contains(node.Name.ToString(), StringComparer.Ordinal) ? null : DifferenceKind.Extra;

        if (node.Status.Kind != KindOf(entry))
            return DifferenceKind.KindDiffers;

        if (entry.Kind == EntryKind.EmptyDirectory)
            return DifferenceOfDirectory(node, entry);

        found.Add(SealedEntry.Of(entry, node.Status));
        return entry.Kind == EntryKind.File
            ? await DifferenceOfFileAsync(node, entry, cancellationToken)
            : Digest.Of(await root.Client.ReadLinkAsync(node.At, cancellationToken)) == entry.Digest ? null : DifferenceKind.LinkDiffers;
    }

    private DifferenceKind? DifferenceOfDirectory(RemoteNode node, ManifestEntry entry)
    {
        if (node.Status.Kind != FileKind.Directory)
            return DifferenceKind.KindDiffers;

        found.Add(SealedEntry.Of(entry, node.Status));
        return seal?.Find(node.Path) is { } sealedEntry && sealedEntry.Mode != node.Status.Mode ? DifferenceKind.ModeDiffers : null;
    }

    private async Task<DifferenceKind?> DifferenceOfFileAsync(RemoteNode node, ManifestEntry entry, CancellationToken cancellationToken)
    {
        if (node.Status.SizeBytes != entry.SizeBytes)
            return DifferenceKind.SizeDiffers;

        var sealedEntry = seal?.Find(entry.Path);
        if (proof >= ProofKind.RemoteHash)
        {
            // What the server's shell finds different may be another file than the one that SFTP shows.
            if (hashedThere.GetValueOrDefault(entry.Path) != entry.Digest && await HashAsync(root, node.At, entry.SizeBytes, cancellationToken) != entry.Digest)
                return DifferenceKind.ContentDiffers;
        }
        else if (sealedEntry is not null && sealedEntry.ModifiedNs != node.Status.ModifiedNs)
            return DifferenceKind.TimeDiffers;

        var hasMode = sealedEntry is null ? node.Status.IsExecutable == entry.IsExecutable : node.Status.Mode == sealedEntry.Mode;
        return hasMode ? null : DifferenceKind.ModeDiffers;
    }

    private static FileKind KindOf(ManifestEntry entry) => entry.Kind switch
    {
        EntryKind.File => FileKind.File,
        EntryKind.Symlink => FileKind.Symlink,
        _ => FileKind.Directory,
    };

    private static HashSet<string> DirectoriesOf(Manifest manifest) =>
        [.. manifest.Entries.SelectMany(entry => PublishPath.Parents(entry.Path))];
}

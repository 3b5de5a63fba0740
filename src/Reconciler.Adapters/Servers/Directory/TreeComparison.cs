using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Holds a tree against what it should be.</summary>
/// <param name="seal">Null: nothing is known of times, inodes and modes, and only the executable bit of a mode counts.</param>
/// <param name="proof"><see cref="ProofKind.Read"/> hashes every file, and then times and inodes prove nothing; anything else trusts them.</param>
internal sealed class TreeComparison(Manifest manifest, Seal? seal, ProofKind proof)
{
    private readonly HashSet<string> directories = DirectoriesOf(manifest);
    private readonly HashSet<string> emptyDirectories =
        manifest.Entries.Where(entry => entry.Kind == EntryKind.EmptyDirectory).Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);

    /// <summary>File names that may appear without being a difference.</summary>
    public ImmutableArray<string> IgnoreExtra { get; init; } = [];

    /// <summary>Told each entry that was found, and each directory above entries as if it were empty.</summary>
    public Action<ManifestEntry, FileStatus>? Found { get; init; }

    /// <summary>In the order in which they are found.</summary>
    public IEnumerable<Difference> Differences(DirectoryHandle tree, CancellationToken cancellationToken)
    {
        var missing = manifest.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        if (seal is not null && tree.Status().Mode != seal.Mode)
            yield return new(DifferenceKind.ModeDiffers, "");

        foreach (var node in TreeWalk.Nodes(tree, IsOfThePackage))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (DifferenceOf(node, missing, cancellationToken) is { } difference)
                yield return new(difference, node.Path);
        }

        foreach (var path in missing.Keys)
            yield return new(DifferenceKind.Missing, path);
    }

    private bool IsOfThePackage(TreeNode directory) =>
        directory.HasPackageName && (directories.Contains(directory.Path) || emptyDirectories.Contains(directory.Path));

    private DifferenceKind? DifferenceOf(TreeNode node, Dictionary<string, ManifestEntry> missing, CancellationToken cancellationToken)
    {
        if (node.HasPackageName && directories.Contains(node.Path))
            return DifferenceOfDirectory(node);

        if (!node.HasPackageName || !missing.Remove(node.Path, out var entry))
            return IsIgnored(node) ? null : DifferenceKind.Extra;

        if (node.Status.Kind != KindOf(entry))
            return DifferenceKind.KindDiffers;

        Found?.Invoke(entry, node.Status);
        return entry.Kind switch
        {
            EntryKind.File => DifferenceOfFile(node, entry, cancellationToken),
            EntryKind.Symlink => Digest.Of(node.Parent.ReadSymlink(node.Name)) == entry.Digest ? null : DifferenceKind.LinkDiffers,
            _ => DifferenceOfDirectory(node),
        };
    }

    private DifferenceKind? DifferenceOfDirectory(TreeNode node)
    {
        if (node.Status.Kind != FileKind.Directory)
            return DifferenceKind.KindDiffers;

        if (directories.Contains(node.Path))
            Found?.Invoke(ManifestEntry.EmptyDirectory(node.Path), node.Status);

        return seal?.Find(node.Path) is { } sealedEntry && sealedEntry.Mode != node.Status.Mode ? DifferenceKind.ModeDiffers : null;
    }

    private DifferenceKind? DifferenceOfFile(TreeNode node, ManifestEntry entry, CancellationToken cancellationToken)
    {
        if (node.Status.SizeBytes != entry.SizeBytes)
            return DifferenceKind.SizeDiffers;

        var sealedEntry = seal?.Find(entry.Path);
        if (proof == ProofKind.Read)
        {
            if (Hash(node, cancellationToken) != entry.Digest)
                return DifferenceKind.ContentDiffers;
        }
        else if (sealedEntry is not null && sealedEntry.ModifiedNs != node.Status.ModifiedNs)
            return DifferenceKind.TimeDiffers;
        else if (sealedEntry is not null && sealedEntry.Inode != node.Status.Inode)
            return DifferenceKind.Replaced;

        var hasMode = sealedEntry is null ? node.Status.IsExecutable == entry.IsExecutable : node.Status.Mode == sealedEntry.Mode;
        return hasMode ? null : DifferenceKind.ModeDiffers;
    }

    private bool IsIgnored(TreeNode node) => node.Status.Kind == FileKind.File && IgnoreExtra.Contains(node.Name.ToString(), StringComparer.Ordinal);

    private static Digest Hash(TreeNode node, CancellationToken cancellationToken)
    {
        using var file = node.Parent.OpenFile(node.Name);
        return FileHash.Of(file, cancellationToken);
    }

    private static FileKind KindOf(ManifestEntry entry) => entry.Kind switch
    {
        EntryKind.File => FileKind.File,
        EntryKind.Symlink => FileKind.Symlink,
        _ => FileKind.Directory,
    };

    private static HashSet<string> DirectoriesOf(Manifest manifest)
    {
        var directories = new HashSet<string>(StringComparer.Ordinal);
        var spans = directories.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var entry in manifest.Entries)
        {
            for (var slash = entry.Path.LastIndexOf('/'); slash > 0 && spans.Add(entry.Path.AsSpan(0, slash)); slash = entry.Path.LastIndexOf('/', slash - 1))
            {
            }
        }

        return directories;
    }
}

using System.Collections.Immutable;
using System.Text;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Finds out what a tree holds that nobody recorded, without changing it.</summary>
internal sealed class TreeReading(ServerRecords records)
{
    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Manifest? Read(PackagePlace place, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        using var there = records.Places.OpenShown(place, records.Receipts.FindSound(place.Package));
        if (there.Status is null)
            return null;

        if (there.Identity is null)
            throw Refused(place.PublishAs, "it is no directory");

        using var tree = there.Parent!.OpenDirectory(there.Name);
        return Read(tree, place.PublishAs, ignoreExtra, cancellationToken);
    }

    public ImmutableArray<string> Directories()
    {
        var root = records.Folders.Root;
        return
        [
            .. root.List()
                .Where(name => root.FindStatus(name) is { Kind: FileKind.Directory })
                .Select(name => name.ToString())
                .Where(name => name != OurFolder.Name)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static Manifest Read(DirectoryHandle tree, string publishAs, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var leaves = new List<ManifestEntry>();
        var directories = new HashSet<string>(StringComparer.Ordinal);
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in TreeWalk.Nodes(tree, static _ => true))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!node.HasPackageName)
                throw Refused($"{publishAs}/{node.Path}", "its name is not valid UTF-8");

            if (node.Status.Kind == FileKind.Directory)
                directories.Add(node.Path);
            else if (node.Status.Kind == FileKind.Symlink)
                links.Add(node.Path, Target(node, publishAs));
            else if (node.Status.Kind != FileKind.File)
                throw Refused($"{publishAs}/{node.Path}", "it is a device, a socket or a pipe");
            else if (!ignoreExtra.Contains(node.Name.ToString(), StringComparer.Ordinal))
                leaves.Add(FileEntry(node, cancellationToken));
        }

        if (links.FirstOrDefault(link => !LinkTarget.StaysInside(link.Key, link.Value, links.ContainsKey)) is { Key: { } outside } link)
            throw Refused($"{publishAs}/{outside}", $"it leads out of the package, to '{link.Value}'");

        leaves.AddRange(links.Select(inside => ManifestEntry.Link(inside.Key, inside.Value)));
        directories.ExceptWith(leaves.Select(leaf => leaf.Path).Concat(directories).Select(ParentOf).OfType<string>().ToArray());
        return Manifest.Of(leaves.Concat(directories.Select(ManifestEntry.EmptyDirectory)));
    }

    private static ManifestEntry FileEntry(TreeNode node, CancellationToken cancellationToken)
    {
        using var file = node.Parent.OpenFile(node.Name);
        return ManifestEntry.File(node.Path, node.Status.IsExecutable, node.Status.SizeBytes, FileHash.Of(file, cancellationToken));
    }

    private static string Target(TreeNode node, string publishAs)
    {
        try
        {
            return strict.GetString(node.Parent.ReadSymlink(node.Name));
        }
        catch (DecoderFallbackException)
        {
            throw Refused($"{publishAs}/{node.Path}", "what it leads to is not valid UTF-8");
        }
    }

    private static string? ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : null;

    private static TroubleException Refused(string path, string why) =>
        new(TroubleKind.Conflict, $"'{path}' cannot be part of a package: {why}. Move it away", path);
}

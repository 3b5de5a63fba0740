using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Content;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Finds out what a tree holds that nobody recorded, without changing it.</summary>
internal sealed class RemoteReading(RemoteRoot root, RemoteTrees trees)
{
    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null when nothing stands there.</returns>
    public async Task<Manifest?> ReadAsync(PackagePlace place, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var (there, _, directory) = await trees.OpenShownAsync(place, cancellationToken);
        if (there.Status is null)
            return null;

        return directory is { } at ? await ReadAsync(at, place.PublishAs, ignoreExtra, cancellationToken) : throw Refused(place.PublishAs, "it is no directory");
    }

    /// <summary>Directories in the root, and what links of ours show.</summary>
    public async Task<ImmutableArray<string>> DirectoriesAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var (name, status) in await root.Client.ListAsync(root.Path, cancellationToken))
        {
            if (name.ToString() == OurFolder.Name)
                continue;

            if (status.Kind == FileKind.Directory
                || (status.Kind == FileKind.Symlink && name.Text is { } path && TreeLink.TreeOf(await root.Client.ReadLinkAsync(root.Path.Below(name), cancellationToken), path) is not null))
                names.Add(name.ToString());
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    private async Task<Manifest> ReadAsync(RemotePath tree, string publishAs, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var leaves = new ConcurrentBag<ManifestEntry>();
        var links = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var nodes = await RemoteWalk.NodesAsync(root, tree, static _ => true, cancellationToken);
        await RemoteWalk.EachAsync(root, nodes, async (node, cancellation) =>
        {
            if (!node.HasPackageName)
                throw Refused($"{publishAs}/{node.Path}", "its name is not valid UTF-8");

            if (node.Status.Kind == FileKind.Symlink)
                links[node.Path] = Target(await root.Client.ReadLinkAsync(node.At, cancellation), $"{publishAs}/{node.Path}");
            else if (node.Status.Kind == FileKind.Special)
                throw Refused($"{publishAs}/{node.Path}", "it is a device, a socket or a pipe");
            else if (node.Status.Kind == FileKind.File && !ignoreExtra.Contains(node.Name.ToString(), StringComparer.Ordinal))
                leaves.Add(ManifestEntry.File(node.Path, node.Status.IsExecutable, node.Status.SizeBytes, await RemoteComparison.HashAsync(root, node.At, node.Status.SizeBytes, cancellation)));
        }, cancellationToken);

        if (links.FirstOrDefault(link => !LinkTarget.StaysInside(link.Key, link.Value, links.ContainsKey)) is { Key: { } outside } link)
            throw Refused($"{publishAs}/{outside}", $"it leads out of the package, to '{link.Value}'");

        foreach (var (path, target) in links)
            leaves.Add(ManifestEntry.Link(path, target));

        var directories = nodes.Where(node => node.Status.Kind == FileKind.Directory).Select(node => node.Path).ToHashSet(StringComparer.Ordinal);
        directories.ExceptWith([.. leaves.Select(leaf => leaf.Path).Concat(directories).Select(ParentOf).OfType<string>()]);
        return Manifest.Of(leaves.Concat(directories.Select(ManifestEntry.EmptyDirectory)));
    }

    private static string Target(byte[] target, string path)
    {
        try
        {
            return strict.GetString(target);
        }
        catch (DecoderFallbackException)
        {
            throw Refused(path, "what it leads to is not valid UTF-8");
        }
    }

    private static string? ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : null;

    private static TroubleException Refused(string path, string why) =>
        new(TroubleKind.Conflict, $"'{path}' cannot be part of a package: {why}. Move it away", path);
}

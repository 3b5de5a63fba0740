using System.Runtime.CompilerServices;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>The objects of one tree.</summary>
/// <param name="publishAs">The package's path.</param>
/// <param name="folder">Of the tree below it; null: the tree stands at the path itself.</param>
internal sealed class TreeObjects(BucketRoot root, string publishAs, string? folder)
{
    /// <summary>Other trees of ours that stand inside of one at the path itself: their folders.</summary>
    public IReadOnlySet<string> OtherFolders { get; init; } = new HashSet<string>();

    public string Prefix { get; } = root.Key(VersionFolder.PrefixOf(publishAs, folder));

    /// <summary>Of ours, at <paramref name="path"/>, where others of the receipt may stand as well.</summary>
    public static TreeObjects At(BucketRoot root, string path, string? folder, PackageReceipt? receipt) => new(root, path, folder)
    {
        OtherFolders = (receipt?.Trees ?? []).Where(tree => tree.PublishedAs == path).Select(tree => tree.Folder).OfType<string>().ToHashSet(StringComparer.Ordinal),
    };

    public string KeyOf(string path) => Prefix + path;

    public async IAsyncEnumerable<TreeObject> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in root.Bucket.ObjectsAsync(Prefix, cancellationToken))
        {
            root.Bucket.Answered();
            var entry = TreeObject.Of(found, Prefix);
            if (entry.Name.Length > 0 && (folder is not null || !IsBeside(entry.Name)))
                yield return entry;
        }
    }

    /// <summary>Of a tree at the path itself: the pointer, and our other trees.</summary>
    private bool IsBeside(string name) =>
        name == PackageVersion.Pointer || (name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && OtherFolders.Contains(name[..slash]));
}

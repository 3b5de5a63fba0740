using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Forms;

/// <summary>
/// What a server's root says of one package: every complete tree of it. Which of them is current is no part of this: that is the one that
/// stands at the path, or that the pointer there names.
/// </summary>
/// <param name="PublishAs">Where the package was last published or about to be.</param>
/// <param name="Parents">Directories above <paramref name="PublishAs"/> that we made, outermost first; removed again when they are empty.</param>
internal sealed record PackageReceipt(
    PackageName Package, string PublishAs, OrderNumber Order, ImmutableArray<string> Parents, ImmutableArray<ReceiptTree> Trees)
{
    public ReceiptTree? FindTree(TreeIdentity identity) => Trees.FirstOrDefault(tree => tree.Identity == identity);

    /// <summary>Every path at which one of the trees may stand, <paramref name="first"/> before all.</summary>
    public IEnumerable<string> Paths(string first) =>
        Trees.Select(tree => tree.PublishedAs).OfType<string>().Prepend(PublishAs).Prepend(first).Distinct(StringComparer.Ordinal);

    /// <summary>Puts <paramref name="tree"/> in the place of the one with its id, or behind all.</summary>
    public PackageReceipt With(ReceiptTree tree) =>
        Trees.FirstOrDefault(other => other.Id == tree.Id) is { } former
            ? this with { Trees = Trees.Replace(former, tree) }
            : this with { Trees = Trees.Add(tree) };
}

/// <param name="Id">Names its seal, and its directory while it is out of sight.</param>
/// <param name="PublishedAs">The <c>publishAs</c> that it last stood at, or is about to.</param>
internal sealed record ReceiptTree(string Id, Digest Digest, string Version, TreeIdentity Identity, string? PublishedAs)
{
    /// <summary>Those that were declared when it was made.</summary>
    public Permissions Permissions { get; init; }

    public Layout Layout { get; init; }

    /// <summary>A directory that was taken over where it stood, on a server where others stand behind links: it stays there until the next publication.</summary>
    public bool IsInPlace { get; init; }

    /// <summary>Of a bucket: the tree's folder below <see cref="PublishedAs"/>; null where it stands there itself. Other kinds have none.</summary>
    public string? Folder { get; init; }

    /// <summary>Where it stands, or is about to, below the root.</summary>
    public string? Path => PublishedAs is null || Layout == Layout.Current ? PublishedAs : PublishPath.OfVersion(PublishedAs, Version);
}

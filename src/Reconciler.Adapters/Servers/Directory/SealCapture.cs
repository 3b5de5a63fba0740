using System.Collections.Immutable;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Looks at a tree for its seal.</summary>
internal static class SealCapture
{
    /// <param name="proof"><see cref="ProofKind.Stat"/> when the bytes are known from writing them.</param>
    /// <returns>The seal, and no difference; or how the tree differs, sorted.</returns>
    public static (Seal? Seal, ImmutableArray<Difference> Differences) Of(
        DirectoryHandle tree, Manifest manifest, ProofKind proof, ImmutableArray<string> ignoreExtra, CancellationToken cancellationToken)
    {
        var entries = new List<SealedEntry>(manifest.Entries.Length);
        var comparison = new TreeComparison(manifest, seal: null, proof)
        {
            IgnoreExtra = ignoreExtra,
            Found = (entry, status) => entries.Add(SealedEntry.Of(entry, status)),
        };
        ImmutableArray<Difference> differences =
            [.. comparison.Differences(tree, cancellationToken).OrderBy(difference => difference.Path, PathOrder.Utf8)];
        return differences.IsEmpty
            ? (new(tree.Status().Mode, [.. entries.OrderBy(sealedEntry => sealedEntry.Entry.Path, PathOrder.Utf8)]), [])
            : (null, differences);
    }
}

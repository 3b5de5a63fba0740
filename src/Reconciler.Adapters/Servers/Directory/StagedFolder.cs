using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Barrier = Reconciler.Adapters.Linux.Barrier;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>A tree that is being staged, from its first byte until it is sealed.</summary>
internal sealed class StagedFolder(string id, Digest digest, DirectoryHandle tree, Barrier barrier) : IDisposable
{
    public string Id => id;

    public Digest Digest => digest;

    public DirectoryHandle Tree => tree;

    public TreeIdentity Identity { get; } = TreeIdentity.Of(tree.Status());

    public Barrier Barrier => barrier;

    /// <summary>Everything in it was written since this machine started.</summary>
    public required bool IsOfThisBoot { get; init; }

    public void Dispose()
    {
        barrier.Dispose();
        tree.Dispose();
    }
}

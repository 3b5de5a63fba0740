using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Where one of our trees stands.</summary>
/// <param name="Tree">With the identity that it has there.</param>
/// <param name="PublishedAt">Null: out of sight.</param>
internal sealed record TreePlace(ReceiptTree Tree, DirectoryHandle Parent, FileName Name, string? PublishedAt) : IDisposable
{
    public DirectoryHandle Open() => Parent.OpenDirectory(Name);

    public void Dispose() => Parent.Dispose();
}

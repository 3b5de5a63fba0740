using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>One of our trees that readers find.</summary>
/// <param name="At">Its directory.</param>
/// <param name="PublishedAt">The package's path.</param>
internal sealed record FoundTree(ReceiptTree Tree, RemotePath At, string PublishedAt);

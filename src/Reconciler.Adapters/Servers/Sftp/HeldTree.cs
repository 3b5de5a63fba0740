using Reconciler.Adapters.Servers.Forms;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>A tree of a package that a server holds, as it was sealed.</summary>
internal sealed record HeldTree(Digest Digest, RemotePath At, Seal Seal);

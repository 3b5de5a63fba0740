using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Sftp.Wire;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>Something found in a tree.</summary>
/// <param name="At">Absolute.</param>
/// <param name="Path">Inside the tree; names that are not UTF-8 are shown with U+FFFD.</param>
/// <param name="HasPackageName">Every name in the path is one that a package can have: it is UTF-8.</param>
internal sealed record RemoteNode(RemotePath At, string Path, FileName Name, bool HasPackageName, FileStatus Status);

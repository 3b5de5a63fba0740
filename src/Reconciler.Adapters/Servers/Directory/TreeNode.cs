using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Something found in a tree.</summary>
/// <param name="Parent">Open while the node is looked at.</param>
/// <param name="Path">Inside the tree; names that are not UTF-8 are shown with U+FFFD.</param>
/// <param name="HasPackageName">The name is one that a package can have: it is UTF-8.</param>
internal sealed record TreeNode(DirectoryHandle Parent, FileName Name, string Path, bool HasPackageName, FileStatus Status);

using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>Bring <see cref="BranchPush.Next"/> of the directory to a branch of the remote, whatever stood there of the same estate.</summary>
/// <param name="Branch">Its short name.</param>
/// <param name="IsHere">The remote is a directory on this machine.</param>
internal sealed record PushOrder(string Branch, EstateId Estate, bool IsHere);

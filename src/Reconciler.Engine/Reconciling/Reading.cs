using System.Collections.Immutable;
using Reconciler.Core.Commits;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Reconciling;

/// <summary>What one commit declares.</summary>
/// <param name="Path">The configuration path that was read; empty for the repository's root.</param>
/// <param name="Resources">Null when the configuration is invalid.</param>
public sealed record Reading(IRepositorySnapshot Snapshot, string Path, ResourceSet? Resources, ImmutableArray<Diagnostic> Diagnostics)
{
    public CommitInfo Commit => Snapshot.Commit;
}

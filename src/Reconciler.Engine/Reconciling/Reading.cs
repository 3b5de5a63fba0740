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
    /// <summary>The branch or tag that is followed, where the commit was named by its id.</summary>
    public string? RefName { get; init; }

    public CommitInfo Commit => RefName is null ? Snapshot.Commit : Snapshot.Commit with { RefName = RefName };
}

using System.Diagnostics.CodeAnalysis;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>What a revision's name tells before anything was fetched.</summary>
internal static class RevisionName
{
    /// <summary><c>refs/pull/12/head</c>: fetched only when it is asked for.</summary>
    internal static bool IsOutsideOfBranchesAndTags([NotNullWhen(true)] string? revision) =>
        revision is not null
        && revision.StartsWith("refs/", StringComparison.Ordinal)
        && !revision.StartsWith("refs/heads/", StringComparison.Ordinal)
        && !revision.StartsWith("refs/tags/", StringComparison.Ordinal);
}

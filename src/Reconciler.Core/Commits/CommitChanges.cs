using System.Collections.Immutable;

namespace Reconciler.Core.Commits;

/// <summary>Files that changed between two commits, each with the newest commit that changed it and the lines that are new or different.</summary>
public sealed record CommitChanges(ImmutableDictionary<string, FileChange> Files)
{
    public static CommitChanges None { get; } = new(ImmutableDictionary<string, FileChange>.Empty);
}

/// <param name="Lines">Numbers, from 1, of lines of the newer file that the older one did not have.</param>
public sealed record FileChange(string CommitId, string CommitSummary, ImmutableHashSet<int> Lines);

using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Planning;

/// <summary>Why an action stands in the plan: a line of the configuration and its commit, or a recorded fact.</summary>
/// <param name="Fact">In words: <c>drift found 2026-11-20 14:03Z</c>, <c>no longer declared</c>; null when the line says all.</param>
/// <param name="Commit">The newest commit after the last synced one that changed the line's file, else the planned one; null without a line.</param>
public sealed record Cause(string? Fact, SourcePosition? At, CauseCommit? Commit)
{
    /// <summary>Nothing but a difference that was found on the server.</summary>
    public bool IsDrift { get; init; }

    public static Cause Of(string fact) => new(fact, null, null);

    /// <summary><c>stores/london.yaml:12 in 3fa9c1d, "Add dp-lon-02"</c></summary>
    public override string ToString() => string.Join(
        "; ", new[] { Fact, At is { } at ? Commit is null ? at.FileAndLine : $"{at.FileAndLine} in {Commit}" : null }.Where(part => part is not null));
}

public sealed record CauseCommit(string Id, string Summary)
{
    public override string ToString() => $"{Id[..7]}, \"{Summary}\"";
}

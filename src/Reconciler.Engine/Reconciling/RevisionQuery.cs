namespace Reconciler.Engine.Reconciling;

/// <summary>Which state of the configuration repository is meant.</summary>
/// <param name="Revision">Null: HEAD.</param>
/// <param name="Path">The configuration path; null: <c>reconciler/</c> when it exists, else the root.</param>
/// <param name="Worktree">The files as they stand, committed or not.</param>
public sealed record RevisionQuery(string? Revision = null, string? Path = null, bool Worktree = false)
{
    /// <summary>The branch or tag that is followed, where <see cref="Revision"/> is the id of one of its commits.</summary>
    public string? RefName { get; init; }
}

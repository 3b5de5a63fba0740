namespace Reconciler.Core.Commits;

/// <param name="Id">40 hexadecimal characters.</param>
/// <param name="RefName">The branch or tag by which it was found, or the branch that HEAD names; null when it was named by its id.</param>
/// <param name="Summary">First line of its message.</param>
/// <param name="At">When it was committed.</param>
/// <param name="HasUncommittedFiles">The snapshot is the work tree, not the commit.</param>
public sealed record CommitInfo(string Id, string? RefName, string Summary, DateTimeOffset At, bool HasUncommittedFiles = false)
{
    public string ShortId => Id[..7];

    /// <summary><c>main@sha1:3fa9…</c>, in full, wherever a revision is kept or sent; <c>sha1:3fa9…</c> for one that was named by its id.</summary>
    public string Revision => RefName is null ? $"sha1:{Id}" : $"{RefName}@sha1:{Id}";
}

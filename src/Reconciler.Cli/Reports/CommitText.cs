using Reconciler.Cli.Terminals;
using Reconciler.Core.Commits;

namespace Reconciler.Cli.Reports;

/// <summary>How a heading names the commit that an answer is about.</summary>
internal static class CommitText
{
    /// <summary><c>main at 3fa9c1d, "Add dp-lon-02"</c>; <c>the work tree on main at 3fa9c1d</c></summary>
    internal static string Of(CommitInfo commit)
    {
        var name = commit.RefName is { } branch ? $"{branch} at {commit.ShortId}" : commit.ShortId;
        return commit.HasUncommittedFiles ? $"the work tree on {name}" : $"{name}, \"{VisibleText.Of(commit.Summary)}\"";
    }
}

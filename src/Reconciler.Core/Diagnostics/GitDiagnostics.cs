using static Reconciler.Core.Diagnostics.Report;

namespace Reconciler.Core.Diagnostics;

/// <summary>RCN404x: what is wrong with a package's <c>git</c> source. Each stands at the package's <c>source</c> line.</summary>
public static class GitDiagnostics
{
    /// <param name="problem">A whole sentence: which repository, and what happened.</param>
    /// <param name="advice">What to do about it.</param>
    public static Diagnostic GitSourceFailed(SourcePosition at, string problem, string advice) =>
        Error("RCN4040", new(at), $"{problem}; {advice}");

    public static Diagnostic GitPathMissing(SourcePosition at, string path, string url, string commit) =>
        Error("RCN4041", new(at), $"there is nothing at '{path}' in {url} at {commit}; correct 'path' or 'revision'");

    /// <param name="problem">A part of a sentence: <c>10 bytes of it came, and it has 12</c>.</param>
    public static Diagnostic BlobNotRead(SourcePosition at, string path, string problem) =>
        Error("RCN4042", new(at), $"'{path}' cannot be read out of Git: {problem}; it is tried again in the next run, and 'git fsck' shows whether the repository is damaged");

    /// <param name="size">As people read it.</param>
    /// <param name="limit">Likewise.</param>
    public static Diagnostic BlobNeedsGit(SourcePosition at, string path, string size, string limit) =>
        Error("RCN4043", new(at), $"'{path}' has {size}, and a file of more than {limit} is read out of Git by the program git, which is not installed here; install it, or bring the file with a 'directory' or 'url' source");
}

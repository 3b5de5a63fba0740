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
}

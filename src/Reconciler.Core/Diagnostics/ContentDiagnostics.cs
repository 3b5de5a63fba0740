using static Reconciler.Core.Diagnostics.Report;

namespace Reconciler.Core.Diagnostics;

/// <summary>RCN4xxx: what is wrong with a package's content. Each stands at the line of the package's <c>source</c>.</summary>
public static class ContentDiagnostics
{
    public static Diagnostic SourceMissing(SourceSpan source, string package, string path) =>
        Error("RCN4001", source, $"package '{package}': there is nothing at '{path}'; commit it, or correct the source");

    public static Diagnostic SourceEmpty(SourceSpan source, string package, string path) =>
        Error("RCN4002", source, $"package '{package}': nothing is left of '{path}' after include and exclude");

    public static Diagnostic LfsPointer(SourceSpan source, string package, string path) =>
        Error("RCN4003", source, $"package '{package}': '{path}' is a Git LFS pointer, not the file itself; commit the file, or use 'source: {{ directory: … }}' with a checkout that has it");

    public static Diagnostic LinkLeavesPackage(SourceSpan source, string package, string path, string target) =>
        Error("RCN4004", source, $"package '{package}': the link '{path}' leads out of the package, to '{target}'; replace it by the file, or exclude it");

    /// <param name="kind">What it is instead: <c>device</c>, <c>socket</c>, <c>named pipe</c>, <c>submodule</c>.</param>
    public static Diagnostic UnsupportedEntry(SourceSpan source, string package, string path, string kind) =>
        Error("RCN4005", source, $"package '{package}': '{path}' is a {kind}; a package holds files, directories and links only: exclude it");

    /// <param name="path">With the invalid bytes made visible.</param>
    public static Diagnostic NameNotUtf8(SourceSpan source, string package, string path) =>
        Error("RCN4006", source, $"package '{package}': the name '{path}' is not valid UTF-8; rename it");

    public static Diagnostic NameImpossibleOnWindows(SourceSpan source, string package, string path) =>
        Warning("RCN4007", source, $"package '{package}': no Windows server can hold '{path}'");

    public static Diagnostic NamesDifferOnlyInCase(SourceSpan source, string package, string path, string other) =>
        Warning("RCN4008", source, $"package '{package}': '{path}' and '{other}' differ only in case or Unicode form; servers that ignore case can hold only one of them");

    /// <param name="pattern">What has to be allowed, such as the directory itself.</param>
    public static Diagnostic SourceNotAllowed(SourceSpan source, string package, string pattern) =>
        Note("RCN4009", source, $"package '{package}': the operator's settings do not allow this source yet; 'sync' holds it until they say \"allow\": {{ \"sources\": [\"{JsonText(pattern)}\"] }}");

    public static Diagnostic SourceNotReadable(SourceSpan source, string package, string path, string reason) =>
        Note("RCN4010", source, $"package '{package}': '{path}' cannot be read here ({reason}); its content is not checked");

    public static Diagnostic SourceChanging(SourceSpan source, string package, string path) =>
        Error("RCN4011", source, $"package '{package}': '{path}' changed while it was read; nothing was copied from it: try again once it is complete");

    private static string JsonText(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}

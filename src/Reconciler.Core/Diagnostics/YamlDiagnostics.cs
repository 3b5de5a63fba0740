using static Reconciler.Core.Diagnostics.Report;

namespace Reconciler.Core.Diagnostics;

/// <summary>RCN1xxx: what is wrong with a configuration file as text and as YAML.</summary>
public static class YamlDiagnostics
{
    public static Diagnostic FileTooLarge(SourceSpan file, int limitMiB) =>
        Error("RCN1001", file, $"the file is larger than {limitMiB} MiB; split it");

    public static Diagnostic NotUtf8(SourceSpan at) =>
        Error("RCN1002", at, $"this byte is not valid UTF-8; save the file as UTF-8");

    public static Diagnostic ControlCharacter(SourceSpan at, int code) =>
        Error("RCN1003", at, $"the control character U+{code:X4} cannot stand in a configuration file; remove it");

    /// <param name="problem">The parser's words.</param>
    public static Diagnostic SyntaxError(SourceSpan at, string problem) =>
        Error("RCN1004", at, $"not valid YAML: {problem}");

    public static Diagnostic TabIndentation(SourceSpan at) =>
        Error("RCN1005", at, $"a tab cannot indent YAML; use blanks");

    public static Diagnostic TooDeep(SourceSpan at, int limit) =>
        Error("RCN1006", at, $"nested deeper than {limit} levels");

    public static Diagnostic TooManyDocuments(SourceSpan at, int limit) =>
        Error("RCN1007", at, $"more than {limit} documents in one file; split it");

    public static Diagnostic Anchor(SourceSpan at) =>
        Error("RCN1008", at, $"anchors and aliases are not supported; write the value out, or let it be inherited from a Site or the Policy");

    public static Diagnostic MergeKey(SourceSpan at) =>
        Error("RCN1009", at, $"merge keys are not supported; write the fields out, or let them be inherited from a Site or the Policy");

    public static Diagnostic Tag(SourceSpan at, string tag) =>
        Error("RCN1010", at, $"the tag '{tag}' is not supported; values keep their text, so that none is needed");

    public static Diagnostic DuplicateKey(SourceSpan at, string key, SourcePosition first) =>
        Error("RCN1011", at, $"'{key}' stands here for the second time; it was first set in line {first.Line}");

    public static Diagnostic KeyNotText(SourceSpan at) =>
        Error("RCN1012", at, $"a key must be a plain word, not a list or a mapping");

    public static Diagnostic TooManyProblems(SourceSpan at, int limit) =>
        Error("RCN1013", at, $"{limit} problems in this file so far; the ones below are not shown");

    /// <param name="ignoreFile">Where the line belongs, such as <c>.reconcilerignore</c>.</param>
    public static Diagnostic ForeignDocument(SourceSpan at, string ignoreFile, string ignoreLine) =>
        Error("RCN1014", at, $"not a Reconciler document (no 'apiVersion: reconciler/v1'); to leave this file out, add the line '{ignoreLine}' to {ignoreFile}");

    public static Diagnostic TooManyIgnorePatterns(SourceSpan at, int limit) =>
        Error("RCN1016", at, $"more than {limit} patterns in one file; leave out directories instead of single files");

    public static Diagnostic BadIgnorePattern(SourceSpan at, string pattern, string problem) =>
        Error("RCN1015", at, $"'{pattern}' is not a pattern: {problem}");
}
